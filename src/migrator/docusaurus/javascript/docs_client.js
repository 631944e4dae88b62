// What a site's components learn of its docs (`plugin-content-docs/lib/client`), as far as the first picture needs it.
// `facts.generated` has what Docusaurus generates, `facts.page` the page that is drawn.
(function (facts) {
  'use strict';

  const quiet = () => undefined;
  const instances = () => facts.generated['globalData.json']?.['docusaurus-plugin-content-docs'] ?? {};
  const pathname = () => facts.page?.permalink ?? facts.permalink;
  const bare = (path) => path.replace(/\/+$/, '');
  const isBelow = (path, base) => bare(path) === bare(base) || path.startsWith(`${bare(base)}/`);
  const deepest = (all) => all.filter(({path}) => isBelow(pathname(), path)).sort((a, b) => b.path.length - a.path.length)[0];

  const useDocsData = (id = 'default') => instances()[id] ?? {path: facts.permalink, versions: [], breadcrumbs: true};
  const useVersions = (id) => useDocsData(id).versions;
  const useLatestVersion = (id) => useVersions(id).find((version) => version.isLast);
  const useActiveVersion = (id) => deepest(useVersions(id));

  function useActivePlugin() {
    const all = Object.entries(instances()).map(([pluginId, pluginData]) => ({pluginId, pluginData, path: pluginData.path}));
    const found = deepest(all);
    return found && {pluginId: found.pluginId, pluginData: found.pluginData};
  }

  function useActiveDocContext(id) {
    const activeVersion = useActiveVersion(id);
    const activeDoc = activeVersion?.docs.find(({path}) => bare(path) === bare(pathname()));
    const others = useVersions(id).map((version) => [version.name, version.docs.find((doc) => doc.id === activeDoc?.id)]);
    return {activeVersion, activeDoc, alternateDocVersions: Object.fromEntries(others.filter(([, doc]) => doc))};
  }

  function useDocsVersion() {
    const version = useActiveVersion(useActivePlugin()?.pluginId) ?? {name: 'current', label: 'Next', isLast: true};
    return {pluginId: useActivePlugin()?.pluginId ?? 'default', version: version.name, label: version.label, isLast: version.isLast, banner: null, badge: false, noIndex: false, className: '', docs: {}, docsSidebars: {}};
  }

  function useDoc() {
    const {permalink, title, description, frontMatter = {}, id} = facts.page ?? {};
    const metadata = {id, permalink, title, description, frontMatter, tags: [], version: useDocsVersion().version};
    return {metadata, frontMatter, assets: {}, contentTitle: title, toc: []};
  }

  const useGlobalData = () => facts.generated['globalData.json'] ?? {};
  const global = {
    __esModule: true, default: useGlobalData, useGlobalData,
    useAllPluginInstancesData: (name) => useGlobalData()[name],
    usePluginData: (name, id = 'default') => useGlobalData()[name]?.[id],
  };
  const client = {
    __esModule: true, useAllDocsData: instances, useDocsData, useVersions, useLatestVersion, useActiveVersion,
    useActivePlugin, useActiveDocContext, useDocsVersion, useDoc,
    useActivePluginAndVersion: () => ({activePlugin: useActivePlugin(), activeVersion: useActiveVersion(useActivePlugin()?.pluginId)}),
    useDocVersionSuggestions: (id) => ({latestDocSuggestion: useActiveDocContext(id).alternateDocVersions[useLatestVersion(id)?.name], latestVersionSuggestion: useLatestVersion(id)}),
    useDocsPreferredVersion: () => ({preferredVersion: null, savePreferredVersionName: quiet}),
    useDocsPreferredVersionByPluginId: () => ({}),
    useDocsSidebar: () => null,
  };
  return {client, global};
})
