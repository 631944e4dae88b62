// What a configuration finds around it: modules, `fs`, `path`, `process`, and stubs for packages that are not there.
// `host(operation, ...)` asks the host and waits; see worker.py for what it answers.  `makeClient` is react.js and
// `makeDocs` docs_client.js, where components are to be drawn.
(function (memory, settings, makeClient, makeDocs) {
  'use strict';

  // The host: requests and answers are JSON in shared memory; state 1 is "asked", 2 is "answered".

  const header = new Int32Array(memory, 0, 4);
  const units = new Uint16Array(memory, 16);
  const {parse, stringify} = JSON;
  const fromCharCode = String.fromCharCode;

  function host(operation, ...args) {
    const request = stringify([operation, ...args]);
    if (request.length > units.length) throw new RangeError('Too large for the sandbox');
    for (let i = 0; i < request.length; i++) units[i] = request.charCodeAt(i);
    header[1] = request.length;
    Atomics.store(header, 0, 1);
    while (Atomics.load(header, 0) !== 2) Atomics.wait(header, 0, 1, 0.2);
    let text = '';
    for (let i = 0; i < header[1]; i += 8192) {
      text += fromCharCode.apply(null, units.subarray(i, Math.min(header[1], i + 8192)));
    }
    const answer = parse(text);
    if (answer && answer.error) {
      throw Object.assign(new Error(answer.error), {code: answer.code});
    }
    return answer;
  }

  // Stubs

  const stubs = new WeakMap();
  const watched = [];

  function stub(module, member = '') {
    const target = function () {};
    const proxy = new Proxy(target, {
      get(_, key) {
        if (key === Symbol.iterator) return function* () {};
        if (key === Symbol.toPrimitive) return (hint) => (hint === 'number' ? NaN : '');
        if (key === 'toString') return () => '';
        if (key === 'toJSON' || key === 'then' || typeof key === 'symbol') return undefined;
        if (key === 'prototype') return target.prototype;
        if (key === 'default' || key === '__esModule') return proxy;
        if (key === 'canUseDOM') return false; // @docusaurus/ExecutionEnvironment: no browser here
        if (key === 'bind') return () => proxy;
        if (key === 'call') return (_, ...args) => proxy(...args);
        if (key === 'apply') return (_, args) => proxy(...args);
        return stub(module, member ? `${member}.${key}` : key);
      },
      set: () => true,
      defineProperty: () => true,
      apply(_, __, args) {
        if (settings.watch.includes(module)) watched.push([module, args]);
        return stub(module, `${member}()`);
      },
      construct: () => stub(module, `${member}()`),
    });
    stubs.set(proxy, {module, member});
    return proxy;
  }

  // Modules

  const cache = new Map();
  const origins = new WeakMap();
  const names = [];
  const compiled = new Map();

  function lineOfCaller() {
    const frame = /module-(\d+)\.js:(\d+)/.exec(new Error().stack);
    return frame ? Number(frame[2]) : 0;
  }

  function load(specifier, from, line, guarded) {
    if (typeof specifier !== 'string') return stub('');
    const standIn = client?.find(specifier);
    if (standIn) return standIn;
    const found = host('load', specifier, from, line || lineOfCaller(), Boolean(guarded));
    if (found.kind === 'builtin') return builtins[found.name]();
    if (found.kind === 'missing') {
      if (guarded) throw Object.assign(new Error(`Cannot find module '${specifier}'`), {code: 'MODULE_NOT_FOUND'});
      return stub(found.name);
    }
    if (client && found.kind in client.files) return client.files[found.kind](found);
    if (!found.foreign) return instantiate(found);
    try {
      return client.foreign(client.quietly(() => instantiate(found)), specifier);
    } catch {
      return stub(specifier); // a package that needs more than there is
    }
  }

  function instantiate(found) {
    if (cache.has(found.path)) return cache.get(found.path).exports;
    const module = {exports: {}, id: found.path, filename: found.path, loaded: false, children: [], paths: []};
    cache.set(found.path, module);
    if (found.kind === 'data') {
      module.exports = found.data;
    } else {
      try {
        run(module, found);
      } catch (error) {
        cache.delete(found.path);
        throw error;
      }
    }
    return module.ready ? module.ready.then(() => module.exports) : module.exports;
  }

  function run(module, found) {
    const path = found.path;
    const index = found.index;
    names[index] = path;
    let make = compiled.get(path);
    try {
      make ??= (0, eval)(`${found.code}\n//# sourceURL=module-${index}.js`);
      if (found.lasts) compiled.set(path, make);
    } catch (error) {
      throw Object.assign(error, {place: [path, found.errorLine]});
    }
    const require = (specifier) => unwrap(load(specifier, path));
    require.resolve = (specifier) => host('resolve', specifier, path);
    require.resolve.paths = () => [];
    require.cache = {};
    require.main = undefined;
    require.context = (folder, _, pattern) =>
      client && String(folder).startsWith('@generated/') ? client.context(folder, pattern) : stub('require.context');
    const directory = dirname(path);
    const result = make.call(
      module.exports, require, module, module.exports, path, directory,
      (specifier, line) => load(specifier, path, line),
      byDefault,
      (exports, name) => {
        try {
          return exports[name];
        } catch (error) {
          if (error instanceof ReferenceError) return undefined; // modules that import each other
          throw error;
        }
      },
      namespace,
      (getters) => {
        Object.defineProperty(module.exports, '__esModule', {value: true});
        for (const [name, get] of Object.entries(getters)) {
          Object.defineProperty(module.exports, name, {get, enumerable: true, configurable: true});
        }
      },
      (exports) => {
        for (const name of Object.keys(exports)) {
          if (name === 'default' || name in module.exports) continue;
          Object.defineProperty(module.exports, name, {get: () => exports[name], enumerable: true, configurable: true});
        }
      },
      async (specifier) => namespace(await load(String(specifier), path)),
      {url: host('url', 'toFile', path), dirname: directory, filename: path, env: process.env,
        resolve: (specifier) => host('url', 'toFile', host('resolve', specifier, path))},
      (specifier) => unwrap(load(specifier, path, 0, true)),
      index,
    );
    if (found.awaits) {
      module.ready = result.then(() => finish(module));
      module.ready.catch(() => {});
    } else {
      finish(module);
    }
  }

  function finish(module) {
    module.loaded = true;
    if (module.filename === settings.entry) return;
    const exports = module.exports;
    for (const value of [exports, ...(exports && typeof exports === 'object' && !stubs.has(exports) ? values(exports) : [])]) {
      if (typeof value === 'function' && !origins.has(value)) origins.set(value, module.filename);
    }
  }

  function values(object) {
    return Object.keys(object).map((key) => {
      try {
        return object[key];
      } catch {
        return undefined;
      }
    });
  }

  function isModule(exports) {
    return exports !== null && (typeof exports === 'object' || typeof exports === 'function') &&
      !stubs.has(exports) && (exports.__esModule || 'default' in exports);
  }

  function byDefault(exports) {
    return isModule(exports) ? exports.default : exports;
  }

  function namespace(exports) {
    return isModule(exports) || stubs.has(exports) ? exports : {...exports, default: exports};
  }

  // `require` of a module that has only a default export gives that, as jiti's interopDefault does.
  function unwrap(exports) {
    if (!isModule(exports) || exports.default === null) return exports;
    const type = typeof exports.default;
    if ((type !== 'object' && type !== 'function') || stubs.has(exports.default)) return exports;
    if (Object.keys(exports).length > 1 || 'default' in exports.default || !Object.isExtensible(exports.default)) return exports;
    return new Proxy(exports.default, {
      get: (target, key) => (key === 'default' ? target : Reflect.get(target, key)),
    });
  }

  // path (POSIX)

  function normalize(path) {
    path = String(path);
    const absolute = path.startsWith('/');
    const parts = [];
    for (const part of path.split('/')) {
      if (part === '' || part === '.') continue;
      if (part !== '..') parts.push(part);
      else if (parts.length && parts.at(-1) !== '..') parts.pop();
      else if (!absolute) parts.push('..');
    }
    const joined = parts.join('/');
    const tail = path.endsWith('/') && joined ? '/' : '';
    return (absolute ? '/' : '') + joined + tail || '.';
  }

  function resolve(...parts) {
    let path = '';
    for (const part of parts.reverse()) {
      if (!part) continue;
      path = path ? `${part}/${path}` : String(part);
      if (path.startsWith('/')) break;
    }
    if (!path.startsWith('/')) path = `${settings.site}/${path}`;
    return normalize(path).replace(/(.)\/$/, '$1');
  }

  function dirname(path) {
    const at = String(path).replace(/\/+$/, '').lastIndexOf('/');
    return at < 0 ? '.' : path.slice(0, at) || '/';
  }

  function basename(path, suffix = '') {
    const name = String(path).replace(/\/+$/, '').split('/').pop();
    return suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  }

  function extname(path) {
    const name = basename(path);
    const at = name.lastIndexOf('.');
    return at > 0 ? name.slice(at) : '';
  }

  function relative(from, to) {
    const a = resolve(from).split('/').filter(Boolean);
    const b = resolve(to).split('/').filter(Boolean);
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same++;
    return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
  }

  const path = {
    sep: '/', delimiter: ':', normalize, resolve, dirname, basename, extname, relative,
    join: (...parts) => normalize(parts.filter(Boolean).join('/') || '.'),
    isAbsolute: (path) => String(path).startsWith('/'),
    toNamespacedPath: (path) => path,
    parse(path) {
      const base = basename(path);
      const ext = extname(path);
      const root = path.startsWith('/') ? '/' : '';
      const dir = path.includes('/') ? dirname(path) : '';
      return {root, dir, base, ext, name: ext ? base.slice(0, -ext.length) : base};
    },
    format: ({dir, root, base, name, ext}) => {
      const file = base || `${name || ''}${ext || ''}`;
      return dir ? `${dir}/${file}` : `${root || ''}${file}`;
    },
  };
  path.posix = path;
  path.win32 = path;

  // fs, for reading

  class Bytes {
    constructor(text) {
      this.text = text;
      this.length = text.length;
    }
    toString() {
      return this.text;
    }
    [Symbol.toPrimitive]() {
      return this.text;
    }
  }

  const place = (path) => resolve(path instanceof URL ? host('url', 'toPath', path.href) : String(path).replace(/^file:\/\//, ''));

  const entry = (name, kind, parent) => ({
    name, path: parent, parentPath: parent,
    isFile: () => kind === 'file', isDirectory: () => kind === 'directory', isSymbolicLink: () => false,
  });

  function readdir(directory, options = {}) {
    const list = host('list', place(directory), Boolean(options.recursive));
    return options.withFileTypes ? list.map(([name, kind]) => entry(name, kind, directory)) : list.map(([name]) => name);
  }

  function stat(path, options = {}) {
    const found = host('stat', place(path));
    if (!found) {
      if (options.throwIfNoEntry === false) return undefined;
      throw Object.assign(new Error(`ENOENT: no such file or directory, stat '${path}'`), {code: 'ENOENT'});
    }
    const time = new Date(0);
    return {...entry('', found.kind, ''), size: found.size, mtime: time, ctime: time, birthtime: time, mtimeMs: 0};
  }

  function readFile(path, options) {
    const text = host('read', place(path));
    return options && (typeof options === 'string' || options.encoding) ? text : new Bytes(text);
  }

  const exists = (path) => host('stat', place(path)) !== null;
  const sync = {
    readFile, readdir, stat, lstat: stat, exists, pathExists: exists,
    realpath: (path) => place(path),
    access: (path) => void stat(path),
    readJson: (path) => parse(readFile(path, 'utf8')),
    readJSON: (path) => parse(readFile(path, 'utf8')),
    // Nothing is written; a configuration that prepares files goes on without.
    ...Object.fromEntries(['writeFile', 'appendFile', 'mkdir', 'mkdirp', 'ensureDir', 'ensureFile', 'copy', 'copyFile',
      'outputFile', 'outputJson', 'writeJson', 'remove', 'rm', 'unlink', 'emptyDir', 'symlink', 'rename', 'utimes',
    ].map((name) => [name, () => undefined])),
  };

  const promises = Object.fromEntries(
    Object.entries(sync).map(([name, call]) => [name, async (...args) => call(...args)]),
  );

  function withCallback(name) {
    return (...args) => {
      const done = typeof args.at(-1) === 'function' ? args.pop() : undefined;
      const result = promises[name](...args);
      if (!done) return result;
      result.then((value) => (name === 'exists' ? done(value) : done(null, value)), done);
    };
  }

  const fs = {
    ...Object.fromEntries(Object.keys(sync).map((name) => [name, withCallback(name)])),
    ...Object.fromEntries(Object.entries(sync).map(([name, call]) => [`${name}Sync`, call])),
    promises,
    constants: {F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1},
  };

  // Globals of Node

  class URLSearchParams {
    constructor(query = '') {
      this.pairs = typeof query === 'string'
        ? query.replace(/^\?/, '').split('&').filter(Boolean).map((pair) => pair.split('=').map(decodeURIComponent))
        : Symbol.iterator in query ? [...query] : Object.entries(query);
    }
    get(name) {
      return this.pairs.find((pair) => pair[0] === name)?.[1] ?? null;
    }
    has(name) {
      return this.pairs.some((pair) => pair[0] === name);
    }
    append(name, value) {
      this.pairs.push([name, String(value)]);
    }
    set(name, value) {
      this.pairs = [...this.pairs.filter((pair) => pair[0] !== name), [name, String(value)]];
    }
    toString() {
      return this.pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
    }
    [Symbol.iterator]() {
      return this.pairs[Symbol.iterator]();
    }
  }

  class URL {
    constructor(url, base) {
      Object.assign(this, host('url', 'parse', String(url), base === undefined ? '' : String(base)));
      this.searchParams = new URLSearchParams(this.search);
    }
    static canParse(url, base) {
      try {
        return Boolean(new URL(url, base));
      } catch {
        return false;
      }
    }
    toString() {
      return this.href;
    }
    toJSON() {
      return this.href;
    }
  }

  const quiet = () => undefined;
  const console = new Proxy({}, {get: () => quiet});
  const process = {
    env: settings.env, argv: ['node', 'docusaurus', 'build'], execArgv: [], platform: 'linux', arch: 'x64', pid: 1,
    version: 'v20.0.0', versions: {node: '20.0.0'}, release: {name: 'node'}, exitCode: 0,
    cwd: () => settings.site,
    exit(code) {
      throw new Error(`process.exit(${code ?? ''}) was called`);
    },
    nextTick: (call, ...args) => void Promise.resolve().then(() => call(...args)),
    hrtime: Object.assign(() => [0, 0], {bigint: () => 0n}),
    memoryUsage: () => ({heapUsed: 0, rss: 0}),
    uptime: () => 0, on: quiet, once: quiet, off: quiet, emit: quiet, emitWarning: quiet,
    stdout: {write: quiet, isTTY: false}, stderr: {write: quiet, isTTY: false},
  };

  const util = {
    promisify: (call) => (...args) =>
      new Promise((done, fail) => call(...args, (error, value) => (error ? fail(error) : done(value)))),
    inspect: (value) => stringify(value) ?? String(value),
    format: (...args) => args.join(' '),
    deprecate: (call) => call,
    types: {},
  };

  const builtins = {
    path: () => path,
    fs: () => fs,
    'fs/promises': () => promises,
    url: () => ({
      URL, URLSearchParams,
      fileURLToPath: (url) => host('url', 'toPath', String(url.href ?? url)),
      pathToFileURL: (path) => new URL(host('url', 'toFile', resolve(path))),
      parse: (url) => new URL(url),
    }),
    process: () => process,
    util: () => util,
    os: () => ({EOL: '\n', homedir: () => '/', tmpdir: () => '/tmp', platform: () => 'linux', cpus: () => [], type: () => 'Linux'}),
    module: () => ({
      createRequire: (from) => {
        const file = String(from.href ?? from).replace(/^file:\/\//, '');
        return Object.assign((name) => unwrap(load(name, file)), {resolve: (name) => host('resolve', name, file)});
      },
    }),
    yaml: () => {
      const load = (text) => host('yaml', String(text));
      return {load, safeLoad: load, parse: load, loadAll: (text) => [load(text)], JSON_SCHEMA: {}, DEFAULT_SCHEMA: {}};
    },
  };

  const global = globalThis;
  Object.assign(global, {
    console, process, URL, URLSearchParams, global,
    fetch: () => Promise.reject(new Error('There is no network in the sandbox')),
    queueMicrotask: (call) => void Promise.resolve().then(call),
    setImmediate: (call, ...args) => void Promise.resolve().then(() => call(...args)),
    setTimeout: (call, _, ...args) => (Promise.resolve().then(() => call(...args)), 0),
    setInterval: () => 0, clearTimeout: quiet, clearInterval: quiet, clearImmediate: quiet,
    structuredClone: (value) => parse(stringify(value)),
    Buffer: {from: (text) => new Bytes(String(text)), isBuffer: (value) => value instanceof Bytes},
    $line: header.subarray(2, 3),
    $jsx: () => null,
  });

  // Results: plain data, and a marker ("\0": kind) for what is none.

  function encode(root) {
    let budget = 2_000_000;
    const open = new Set();
    const mark = (kind, rest) => ({'\0': kind, ...rest});
    function visit(value, depth) {
      if (--budget < 0) throw new RangeError('The value is too large');
      switch (typeof value) {
        case 'string':
          budget -= value.length / 16;
          return value;
        case 'boolean':
          return value;
        case 'number':
          return Number.isFinite(value) ? value : mark('number', {text: String(value)});
        case 'bigint':
          return mark('integer', {text: String(value)});
        case 'undefined':
        case 'symbol':
          return null;
      }
      if (value === null) return null;
      if (stubs.has(value)) return mark('stub', stubs.get(value));
      if (typeof value === 'function') {
        return mark('function', {name: String(value.name ?? ''), module: origins.get(value) ?? ''});
      }
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
      if (value instanceof RegExp) return mark('regexp', {source: value.source, flags: value.flags});
      if (value instanceof Bytes || value instanceof URL || value instanceof String) return String(value);
      if (value instanceof Error) return String(value.message);
      if (open.has(value) || depth > 200) return null;
      open.add(value);
      let result;
      if (Array.isArray(value) || value instanceof Set) {
        result = Array.from(value, (item) => visit(item, depth + 1));
      } else if (value instanceof Map) {
        result = Object.fromEntries(Array.from(value, ([key, item]) => [String(key), visit(item, depth + 1)]));
      } else {
        result = {};
        for (const key of Object.keys(value)) {
          let item;
          try {
            item = value[key];
          } catch {
            continue;
          }
          if (item === undefined || key === '\0') continue;
          Object.defineProperty(result, key, {value: visit(item, depth + 1), enumerable: true});
        }
      }
      open.delete(value);
      return result;
    }
    return visit(root, 0);
  }

  function failure(error) {
    const stack = String(error?.stack ?? '');
    const frame = /module-(\d+)\.js:(\d+)/.exec(stack);
    const [path, line] = error?.place ?? (frame ? [names[frame[1]], Number(frame[2])] : [null, 0]);
    const message = error instanceof Error ? `${error.name}: ${error.message}` : `Uncaught ${String(error)}`;
    return {error: message, path, line};
  }

  async function main() {
    const exports = await load(settings.entry, settings.entry);
    let value = settings.whole ? {...namespace(exports)} : byDefault(exports);
    value = await (typeof value === 'function' && !stubs.has(value) && settings.arguments !== null ? value(...settings.arguments) : value);
    if (settings.call) {
      const {path, calls, prepare} = settings.call;
      const prepared = prepare ? (0, eval)(prepare) : (args) => args;
      let owner;
      for (const key of path) [owner, value] = [value, value[key]];
      const results = [];
      for (const args of calls) results.push(await value.apply(owner, prepared(args)));
      value = results;
    }
    return {value: encode(value), watched: watched.slice(0, 100).map(encode)};
  }

  // Drawing: the code of a page makes a scope, in which components are used one after another.

  const client = makeClient?.({stub, stubs, encode, facts: settings.facts, docs: makeDocs(settings.facts)});
  let use;
  let broken;
  global.$scope = (evaluate) => (use = evaluate);

  function draw({page, facts, code}) {
    client.forget();
    try {
      if (page) {
        cache.clear();
        settings.facts.page = facts;
        broken = undefined;
        try {
          run({exports: {}, filename: page.path}, page);
        } catch (error) {
          broken = {error};
        }
      }
      if (broken) throw broken.error;
      return stringify(client.draw(use(code)));
    } catch (error) {
      return stringify(failure(error));
    }
  }

  if (client) return draw;

  let outcome = null;
  main().then(stringify).then(
    (text) => (outcome = text),
    (error) => {
      try {
        outcome = stringify(failure(error));
      } catch {
        outcome = stringify({error: 'The error cannot be shown', path: null, line: 0});
      }
    },
  );
  return () => outcome;
})
