// What a site's components find in place of React and of Docusaurus's client modules, and how what they draw is told.
// Nothing here is alive: a component is called once, as on a server, and its first picture is all there is.
(function (sandbox) {
  'use strict';

  const {stub, stubs, encode, facts, docs} = sandbox;

  const MOST_NODES = 50_000;
  const DEEPEST = 400;
  const DEEPEST_TAGS = 100;
  const quiet = () => undefined;

  // Elements.  `slot` stands for what the author wrote between a component's tags.

  const ELEMENT = Symbol.for('react.element');
  const kind = (name, rest = {}) => ({$$typeof: Symbol.for(`react.${name}`), ...rest});
  const Fragment = kind('fragment');

  function createElement(type, given, ...children) {
    const {key = null, ref = null, ...props} = given ?? {};
    if (children.length) props.children = children.length === 1 ? children[0] : children;
    const defaults = type && !stubs.has(type) && type.defaultProps;
    for (const name in defaults || {}) {
      if (props[name] === undefined) props[name] = defaults[name];
    }
    return {$$typeof: ELEMENT, type, key, ref, props};
  }

  const isValidElement = (value) => value !== null && typeof value === 'object' && value.$$typeof === ELEMENT;
  function cloneElement(element, given, ...children) {
    const {key, ref, ...props} = given ?? {};
    if (!Object.keys(props).length && !children.length) return element;
    return createElement(element.type, {...element.props, ...props}, ...children);
  }

  function toArray(children) {
    if (children === null || children === undefined || typeof children === 'boolean') return [];
    return Array.isArray(children) ? children.flatMap(toArray) : [children];
  }

  // Hooks

  let now;
  function forget() {
    now = {unknown: new Set(), moves: new Set(), title: null, description: null, ids: 0, nodes: 0, tags: 0, contexts: new Map(), shown: new Set()};
  }
  forget();

  const initial = (value) => (typeof value === 'function' && !stubs.has(value) ? value() : value);
  const later = (what) => () => void now.moves.add(what);

  function useContext(context) {
    return now.contexts.has(context) ? now.contexts.get(context) : context?.initial;
  }

  function createContext(value) {
    const context = kind('context', {initial: value});
    context.Provider = kind('provider', {context});
    context.Consumer = kind('consumer', {context});
    return context;
  }

  class Component {
    constructor(props) {
      this.props = props;
      this.state = {};
    }
    setState() {}
    forceUpdate() {}
  }
  Component.prototype.isReactComponent = {};

  const react = {
    version: '18.3.1', createElement, cloneElement, isValidElement, Fragment, createContext, useContext,
    StrictMode: Fragment, Suspense: Fragment, Profiler: Fragment, Component, PureComponent: class extends Component {},
    createFactory: (type) => (...args) => createElement(type, ...args),
    createRef: () => ({current: null}),
    memo: (type) => kind('memo', {type}),
    forwardRef: (render) => kind('forward_ref', {render}),
    lazy: () => kind('lazy'),
    startTransition: quiet,
    use: (value) => (value?.$$typeof ? useContext(value) : undefined),
    useState: (value) => (now.moves.add('state'), [initial(value), quiet]),
    useReducer: (_, value, make) => (now.moves.add('state'), [make ? make(value) : value, quiet]),
    useMemo: (make) => make(),
    useCallback: (call) => call,
    useRef: (value) => ({current: value}),
    useId: () => `:r${(now.ids++).toString(32)}:`,
    useEffect: later('effects'), useLayoutEffect: later('effects'), useInsertionEffect: later('effects'),
    useImperativeHandle: quiet, useDebugValue: quiet,
    useSyncExternalStore: (_, get, onServer) => (onServer ?? get)(),
    useTransition: () => [false, quiet],
    useDeferredValue: (value) => value,
    Children: {
      toArray,
      map: (children, call) => (children == null ? children : toArray(children).map((one, at) => call(one, at))),
      forEach: (children, call) => toArray(children).forEach((one, at) => call(one, at)),
      count: (children) => toArray(children).length,
      only: (child) => child,
    },
  };
  const runtime = {
    Fragment,
    jsx: (type, props, key) => createElement(type, {...props, key}),
  };
  runtime.jsxs = runtime.jsxDEV = runtime.jsx;

  // Docusaurus's client modules.  Components of the theme stay themselves: the dialect knows their meaning.

  const kept = (name) => kind('kept', {name});
  const Children = ({children}) => children ?? null;
  const useBaseUrl = (url) => (/^([a-z][a-z+.-]*:|\/\/|#|@site\/)/i.test(url ?? '') || !url ? url : `/${url}`.replace(/^\/+/, '/'));

  function text(value) {
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  function message(id, fallback, values) {
    const key = id ?? fallback ?? '';
    const found = Object.hasOwn(facts.messages, key) ? facts.messages[key] : fallback ?? key;
    const parts = found.split(/\{(\w+)\}/);
    const filled = parts.map((part, at) => (at % 2 ? (values && part in values ? values[part] : `{${part}}`) : part));
    return filled.some(isValidElement) ? filled : filled.join('');
  }

  function see(title, description) {
    if (text(title)) now.title ??= text(title);
    if (text(description)) now.description ??= text(description);
  }

  function Layout({title, description, children}) {
    see(title, description);
    return children ?? null;
  }

  function Head({children}) {
    for (const one of toArray(children)) {
      if (one?.type === 'title') see(toArray(one.props.children).map(text).join(''));
      if (one?.props?.name === 'description') see(null, one.props.content);
    }
    return null;
  }

  function BrowserOnly({fallback}) {
    now.moves.add('BrowserOnly');
    return fallback ?? null;
  }

  function Redirect({to}) {
    now.moves.add(`a redirect to ${text(to) || text(to?.pathname)}`);
    return null;
  }

  function Link({to, href, isNavLink, activeClassName, autoAddBaseUrl, ...props}) {
    return createElement('a', {href: to ?? href, ...props});
  }

  const esModule = (exports) => ({__esModule: true, ...exports});
  const only = (value) => esModule({default: value});
  const classes = (...args) => args.flatMap((one) => {
    if (!one || stubs.has(one)) return [];
    if (Array.isArray(one)) return [classes(...one)].filter(Boolean);
    return typeof one === 'object' ? Object.keys(one).filter((name) => one[name]) : [String(one)];
  }).join(' ');
  const namesWith = (ending) => new Proxy({}, {get: (_, key) => (typeof key === 'string' ? key + ending : undefined)});
  const names = namesWith('');
  const location = {get pathname() { return facts.page?.permalink ?? facts.permalink; }, search: '', hash: '', state: undefined, key: 'default'};
  const history = {location, push: quiet, replace: quiet, listen: () => quiet, block: () => quiet, createHref: () => ''};
  const docusaurus = {
    siteConfig: facts.config, siteMetadata: {siteVersion: undefined, docusaurusVersion: '3.0.0', pluginVersions: {}},
    get globalData() { return docs.global.useGlobalData(); }, i18n: facts.i18n, codeTranslations: {},
  };
  const router = {
    useLocation: () => location, useHistory: () => history, useParams: () => ({}), Redirect,
    useRouteMatch: () => null, matchPath: () => null, withRouter: (type) => type, BrowserRouter: Children,
    Link, NavLink: Link, Switch: () => null, Route: () => null,
  };
  const storage = {get: () => null, set: quiet, del: quiet, listen: () => quiet};
  const bare = (path) => (path ?? '').toLowerCase().replace(/\/$/, '');
  const ThemeCommon = {
    useColorMode: () => ({colorMode: 'light', colorModeChoice: 'light', isDarkTheme: false, setColorMode: quiet, setLightTheme: quiet, setDarkTheme: quiet}),
    useThemeConfig: () => facts.config.themeConfig ?? {}, usePrismTheme: () => ({plain: {}, styles: []}),
    useWindowSize: () => 'desktop', useTabs: undefined,
    HtmlClassNameProvider: Children, SkipToContentFallbackId: 'main',
    PageMetadata: (props) => Layout({...props, children: null}),
    ThemeClassNames: new Proxy({}, {get: () => names}),
    Collapsible: Children, Details: kept('Details'),
    createStorageSlot: () => storage, useStorageSlot: () => [null, storage], listStorageKeys: () => [],
    usePluralForm: () => ({selectMessage: (count, forms) => forms.split('|')[count === 1 ? 0 : forms.split('|').length - 1]}),
    useCollapsible: ({initialState = true} = {}) => (now.moves.add('state'), {collapsed: initialState, setCollapsed: quiet, toggleCollapsed: quiet}),
    prefersReducedMotion: () => false, useEvent: (call) => call, usePrevious: quiet, useLockBodyScroll: quiet, useBackToTopButton: () => ({shown: false, scrollToTop: quiet}),
    useHistorySelector: (select) => select(history), useQueryString: () => ['', quiet], useQueryStringValue: () => null,
    useQueryStringList: () => [[], quiet], useClearQueryString: () => quiet, useSearchQueryString: () => ['', quiet],
    useLocalPathname: () => location.pathname, useLocationChange: quiet, isSamePath: (one, other) => bare(one) === bare(other),
    useScrollPosition: quiet, useScrollPositionBlocker: () => ({blockElementScrollPositionUntilNextRender: quiet}),
    useAnnouncementBar: () => ({isActive: false, close: quiet}), useDateTimeFormat: (options) => new Intl.DateTimeFormat(facts.i18n.currentLocale, options),
    useAnchorTargetClassName: () => undefined, useHomePageRoute: quiet, duplicates: (all) => all.filter((one, at) => all.indexOf(one) !== at), uniq: (all) => [...new Set(all)],
    isRegexpStringMatch: (pattern, text) => pattern !== undefined && text !== undefined && new RegExp(pattern, 'gi').test(text),
    ...docs.client,
  };
  // What a plugin of the site's own would have gathered is not known.
  const usePluginData = (name, ...rest) => docs.global.usePluginData(name, ...rest) ?? stub(name, 'data');
  const clsx = {__esModule: true, default: classes, clsx: classes};
  const modules = {
    react: esModule({default: react, ...react}),
    'react/jsx-runtime': esModule(runtime),
    'react/jsx-dev-runtime': esModule(runtime),
    'react-dom': esModule({default: {createPortal: () => null}, createPortal: () => null, flushSync: (call) => call()}),
    clsx, classnames: clsx,
    '@mdx-js/react': esModule({MDXProvider: Children, useMDXComponents: () => ({}), MDXContext: createContext({}), mdx: createElement}),
    '@generated/docusaurus.config': only(facts.config),
    '@docusaurus/Link': only(Link),
    '@docusaurus/useBaseUrl': esModule({default: useBaseUrl, useBaseUrlUtils: () => ({withBaseUrl: useBaseUrl})}),
    '@docusaurus/useDocusaurusContext': only(() => docusaurus),
    '@docusaurus/useGlobalData': {...docs.global, usePluginData},
    '@docusaurus/plugin-content-docs/client': docs.client, '@theme/hooks/useDocs': docs.client,
    '@docusaurus/useIsBrowser': only(() => false),
    '@docusaurus/ExecutionEnvironment': only({canUseDOM: false, canUseEventListeners: false, canUseIntersectionObserver: false, canUseViewport: false}),
    '@docusaurus/BrowserOnly': only(BrowserOnly),
    '@docusaurus/Head': only(Head), 'react-helmet': esModule({default: Head, Helmet: Head}), 'react-helmet-async': esModule({default: Head, Helmet: Head, HelmetProvider: Children}),
    '@docusaurus/Translate': esModule({
      default: ({id, children, values}) => message(id, text(children), values),
      translate: ({id, message: fallback}, values) => message(id, fallback, values),
    }),
    '@docusaurus/Interpolate': esModule({default: ({children, values}) => message(undefined, text(children), values), interpolate: (fallback, values) => message(undefined, fallback, values)}),
    '@docusaurus/renderRoutes': only(() => null),
    '@docusaurus/isInternalUrl': only((url) => Boolean(url) && !/^([a-z][a-z+.-]*:|\/\/)/i.test(url)),
    '@docusaurus/constants': esModule({DEFAULT_PLUGIN_ID: 'default'}),
    '@docusaurus/theme-common': esModule(ThemeCommon),
    '@docusaurus/theme-common/internal': esModule(ThemeCommon),
    '@docusaurus/router': esModule(router), 'react-router-dom': esModule(router), 'react-router': esModule(router),
    '@theme/Layout': only(Layout), '@theme/Layout/Provider': only(Children),
    '@theme/MDXContent': only(Children), '@theme/ThemeProvider': only(Children),
    '@theme/MDXComponents': only({}),
  };
  for (const name of ['Tabs', 'TabItem', 'Admonition', 'Details', 'CodeBlock', 'Heading', 'ThemedImage', 'IdealImage', 'Mermaid']) {
    modules[`@theme/${name}`] = only(kept(name));
  }
  // What Markdown becomes in MDX; a site may use it as components (`theme-classic/lib/theme/MDXComponents`).
  function MDXCode(props) {
    const inline = toArray(props.children).every((one) => typeof one === 'string' && !one.includes('\n'));
    return createElement(inline ? 'code' : modules['@theme/CodeBlock'].default, props);
  }
  const markdown = {A: Link, Code: MDXCode, Details: kept('Details'), Heading: kept('Heading'), Img: 'img', Li: 'li', Pre: Children, Ul: 'ul'};
  for (const name in markdown) modules[`@theme/MDXComponents/${name}`] = only(markdown[name]);
  // Packages whose components the dialect knows as well (`markdown/semantics/packages.py`).
  for (const name of ['react-markdown', 'react-lite-youtube-embed', 'react-youtube', 'react-player', 'react-player/lazy', 'react-player/youtube', 'react-player/vimeo', 'react-player/file', 'react-tweet']) {
    const part = kind('kept', {name: name.replace(/\W+(\w)/g, (_, letter) => letter.toUpperCase()), module: name});
    modules[name] = esModule({default: part, Tweet: part});
  }
  modules['@docusaurus/theme-common/Details'] = modules['@theme/Details'];

  // Data that Docusaurus generates; a folder of it can be had as a whole (webpack's `require.context`).

  function context(folder, pattern) {
    const within = `${folder.replace(/^@generated\//, '').replace(/\/$/, '')}/`;
    const own = Object.keys(facts.generated).filter((name) => name.startsWith(within)).map((name) => `./${name.slice(within.length)}`);
    const keys = own.filter((key) => pattern === undefined || new RegExp(pattern).test(key));
    const get = (key) => facts.generated[within + key.slice(2)];
    return Object.assign(get, {keys: () => keys, resolve: (key) => within + key.slice(2), id: folder});
  }

  function find(specifier) {
    const name = specifier.replace(/^@generated\//, '');
    if (name !== specifier && Object.hasOwn(facts.generated, name)) return facts.generated[name];
    return modules[specifier.replace(/^@theme-(original|init)\//, '@theme/').replace(/(\/index)?(\.js)?$/, '')];
  }

  // Files that are no modules of JavaScript: a picture is its path, a style sheet the names of its classes, a page itself.

  const files = {
    styles: ({names: known, ending}) => only(known ?? (ending ? namesWith(ending) : names)),
    text: ({text}) => only(text),
    page: ({path}) => only(kind('kept', {name: 'Page', module: path})),
    file({path}) {
      if (!path.endsWith('.svg')) return only(path);
      const Drawing = ({title, ...props}) => createElement('img', {src: path, ...props});
      return esModule({default: Object.assign(Drawing, {toString: () => path, src: path}), ReactComponent: Drawing});
    },
  };

  // Packages.  Their functions are called, and are as good as not there where they fail.  Of their components only drawings
  // are taken (icons): what else they draw needs their styles and their scripts.

  const imported = new WeakMap(); // what the site sees of a package
  const originals = new WeakMap();

  function foreign(value, module, member = '', made = false) {
    const known = value !== null && (typeof value === 'function' || typeof value === 'object') && imported.get(value);
    if (known) return known;
    const isObject = typeof value === 'object' && value !== null && !isValidElement(value) && !stubs.has(value);
    const isComponent = typeof value === 'function' || (isObject && typeof value.$$typeof === 'symbol');
    const isNamespace = isObject && !made && [Object.prototype, null].includes(Object.getPrototypeOf(value));
    if ((!isComponent && !isNamespace) || stubs.has(value) || originals.has(value)) return value;
    const seen = new Proxy(value, {
      get(target, key, receiver) {
        const got = Reflect.get(target, key, receiver === seen ? target : receiver);
        const own = Reflect.getOwnPropertyDescriptor(target, key);
        const isFixed = own && !own.configurable && !own.writable;
        if (typeof key === 'symbol' || key === 'prototype' || isFixed) return got;
        const place = member ? `${member}.${key}` : key;
        return foreign(got, module, place === 'default' ? '' : place, made);
      },
      apply(target, self, args) {
        try {
          return foreign(Reflect.apply(target, originals.get(self)?.value ?? self, args), module, `${member}()`, true);
        } catch {
          return stub(module, `${member}()`);
        }
      },
    });
    imported.set(value, seen);
    originals.set(seen, {value, module, member});
    return seen;
  }

  // What a package does while it is read (asks for the time, say) tells nothing of what the page does.
  function quietly(call) {
    const moves = new Set(now.moves);
    try {
      return call();
    } finally {
      now.moves = moves;
    }
  }

  function putForeign(type, props, made, depth) {
    const {value, ...place} = originals.get(type);
    if (/^react\.(provider|context|consumer|fragment)$/.test(value.$$typeof?.description)) return putElement(value, props, made, depth);
    const {unknown, moves} = now;
    const shown = [];
    try {
      Object.assign(now, {unknown: new Set(), moves: new Set()});
      putElement(value, props, shown, depth);
    } catch {
      shown.length = 0;
    } finally {
      Object.assign(now, {unknown, moves});
    }
    if (shown.length === 1 && shown[0].t === 'svg') return void made.push(shown[0]);
    now.unknown.add(`<${described(place)}>`);
    put(props.children, made, depth);
  }

  // A tree of elements as JSON: text, {t: tag, a: attributes, c: children}, {k: kept component, m: module, a, c}, {s: slot}.

  const described = ({module, member}) => (member && member !== 'default' ? `${member} of ${module}` : module);
  const EVENT = /^on[A-Z]/;

  function drawn(value, depth = 0) {
    const made = [];
    put(value, made, depth);
    return made;
  }

  function put(value, made, depth) {
    if (value === null || value === undefined || typeof value === 'boolean') return;
    if (++now.nodes > MOST_NODES || depth > DEEPEST) throw new RangeError('It draws too much');
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
      made.push(String(value));
    } else if (stubs.has(value)) {
      const place = stubs.get(value);
      if (typeof value === 'function') now.unknown.add(`{${described(place)}}`);
    } else if (typed.has(value) && isWhole(value)) {
      made.push({s: typed.get(value)});
    } else if (isValidElement(value)) {
      putElement(value.type, value.props, made, depth + 1);
    } else if (typeof value[Symbol.iterator] === 'function') {
      for (const one of value) put(one, made, depth + 1);
    } else if (value.$$typeof === slotType) {
      made.push({s: value.number});
    } else if (typeof value.then === 'function') {
      throw new TypeError('It draws what it must wait for');
    } else if (typeof value === 'object') {
      throw new TypeError(`Objects are not valid as a React child (${Object.keys(value).slice(0, 5).join(', ')})`);
    }
  }

  function putElement(type, props, made, depth) {
    if (typeof type === 'string') {
      if (++now.tags > DEEPEST_TAGS) throw new RangeError('It is nested too deep');
      made.push({t: type, a: attributes(props), c: drawn(props.children, depth)});
      now.tags--;
    } else if (originals.has(type)) {
      putForeign(type, props, made, depth);
    } else if (stubs.has(type)) {
      now.unknown.add(`<${described(stubs.get(type))}>`);
      put(props.children, made, depth);
    } else if (typeof type === 'function') {
      put(type.prototype?.isReactComponent ? instance(type, props) : type(props, undefined), made, depth);
    } else if (type && typeof type === 'object') {
      switch (type.$$typeof?.description) {
        case 'react.fragment': return put(props.children, made, depth);
        case 'react.memo': return putElement(type.type, props, made, depth);
        case 'react.forward_ref': return put(type.render(props, null), made, depth);
        case 'react.lazy': return void now.unknown.add('<lazy>');
        case 'react.consumer': return put(props.children(useContext(type.context)), made, depth);
        case 'react.provider': return provide(type.context, props, made, depth);
        case 'react.context': return provide(type, props, made, depth);
        case 'react.kept':
          return void made.push({k: type.name, m: type.module ?? `@theme/${type.name}`, a: attributes(props), c: drawn(props.children, depth)});
      }
      throw new TypeError('It draws what is no component');
    } else {
      throw new TypeError(`It draws a component that is not there (${String(type)})`);
    }
  }

  function provide(context, props, made, depth) {
    const outer = now.contexts;
    now.contexts = new Map(outer).set(context, props.value);
    put(props.children, made, depth);
    now.contexts = outer;
  }

  function instance(type, props) {
    const one = new type(props);
    one.props = props;
    if (type.contextType) one.context = useContext(type.contextType);
    if (Object.keys(one.state ?? {}).length) now.moves.add('state');
    if (one.componentDidMount) now.moves.add('effects');
    if (type.getDerivedStateFromProps) one.state = {...one.state, ...type.getDerivedStateFromProps(props, one.state)};
    return one.render();
  }

  function attributes(props) {
    const made = {};
    for (const name of Object.keys(props)) {
      const value = props[name];
      if (name === 'children' || value === undefined) continue;
      if (EVENT.test(name) && typeof value === 'function') {
        now.moves.add(name);
      } else if (stubs.has(value)) {
        now.unknown.add(`${name}={${described(stubs.get(value))}}`);
      } else if (typeof value === 'function') {
        if (value.src) made[name] = value.src;
      } else if (isValidElement(value) || (Array.isArray(value) && value.some(isValidElement))) {
        made[name] = words(drawn(value));
      } else if (!value?.$$typeof) {
        made[name] = typeof value === 'object' ? encode(known(name, value)) : value;
      }
    }
    return made;
  }

  // Stubs that stand in an object are told as well: `dangerouslySetInnerHTML={{__html: marked(text)}}`.
  function known(name, value) {
    for (const one of Object.values(value ?? {})) {
      if (stubs.has(one)) now.unknown.add(`${name}={${described(stubs.get(one))}}`);
    }
    return value;
  }

  const words = (nodes) => nodes.map((one) => (typeof one === 'string' ? one : words(one.c ?? []))).join('');

  const slotType = Symbol.for('react.slot');
  const slot = (number) => ({$$typeof: slotType, number});

  // What the author wrote, as elements that a component may look into.  What comes out as it went in is told by its
  // number; but nothing twice, nor a part beside the whole.
  const typed = new WeakMap();

  function* within(value) {
    if (typed.has(value)) yield value;
    if (Array.isArray(value)) {
      for (const one of value) yield* within(one);
    } else if (isValidElement(value)) {
      yield* within(value.props.children);
    }
  }

  function isWhole(value) {
    const parts = [...within(value)];
    if (parts.some((part) => now.shown.has(part))) return false;
    for (const part of parts) now.shown.add(part);
    return true;
  }

  function draw(value) {
    const tree = drawn(value);
    const {unknown, moves, title, description} = now;
    return {tree, unknown: [...unknown], moves: [...moves], title, description};
  }

  // The same picture every time.

  const Clock = Date;
  const start = Clock.UTC(2026, 0, 1);
  const told = (what, value) => (now.moves.add(what), value);
  globalThis.Date = new Proxy(Clock, {
    construct: (_, args, target) => Reflect.construct(Clock, args.length ? args : [told('the time', start)], Clock),
    apply: () => new Clock(told('the time', start)).toString(),
    get: (_, key) => (key === 'now' ? () => told('the time', start) : Reflect.get(Clock, key)),
  });
  Math.random = () => told('chance', 0.5);
  globalThis.React = modules.react;
  globalThis.$jsx = Object.assign(createElement, {Fragment});
  globalThis.$slot = slot;
  globalThis.$typed = (number, value) => (value && typeof value === 'object' && typed.set(value, number), value);

  return {find, foreign, quietly, context, files, draw, forget};
})
