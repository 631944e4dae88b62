// The arguments of `sidebarItemsGenerator`, made of what the host tells: `items` are those that the default generator
// gives for each folder, `names` the folders' names as the number prefix parser reads them.
(([{items, names, ...told}]) => {
  const all = told.docs.length;

  // An author may give the default generator fewer docs than there are.
  function only(list, ids) {
    return list
      .filter((item) => item.type !== 'doc' || ids.has(item.id))
      .map((item) => (item.type === 'category' ? {...item, items: only(item.items, ids)} : item))
      .filter((item) => item.type !== 'category' || item.items.length > 0 || item.link);
  }

  return [{
    ...told,
    numberPrefixParser: (name) => names[name] ?? {filename: name, numberPrefix: undefined},
    isCategoryIndex: ({fileName, directories}) =>
      ['index', 'readme', directories[0]?.toLowerCase()].includes(fileName.toLowerCase()),
    defaultSidebarItemsGenerator: async ({item, docs}) => {
      const made = items[item.dirName] ?? [];
      return docs.length === all ? made : only(made, new Set(docs.map((doc) => doc.id)));
    },
  }];
})
