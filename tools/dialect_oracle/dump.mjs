// Prints, as JSON lines, the tree that Docusaurus's own Markdown processor makes of pages.
//
//   node dump.mjs < requests.jsonl > trees.jsonl
//
// A request is {path, format, math, mermaid, emoji, keywords, maintainCase, compat: {comments, admonitions,
// headingIds}, magicComments}; an answer {path, tree} or {path, error}.  A tree is
// [kind, properties, ...children], in the normal form that compare.py makes of our own trees as well:
// adjacent text is merged, comments and front matter are left out, references are resolved.  "@" is the line.
//
// Must run in a folder whose node_modules hold the packages of package.json (compare.py sees to it).

import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

const require = createRequire(import.meta.url);
const {createProcessorUncached} = require('@docusaurus/mdx-loader/lib/processor');
const {default: preprocess} = require('@docusaurus/mdx-loader/lib/preprocessor');
const {getFormat} = require('@docusaurus/mdx-loader/lib/format');
const {DEFAULT_PARSE_FRONT_MATTER} = require('@docusaurus/utils');
const {default: remarkMath} = await import('remark-math');
const {createElement} = await import('react');
const {renderToStaticMarkup} = await import('react-dom/server');
console.error = () => {}; // React's advice on attributes

const codeBlocks = await importCodeBlockUtils();

// ---------------------------------------------------------------- Docusaurus's processor

class Captured extends Error {}

const processors = new Map();
let captured; // pages are processed one after the other

async function processorFor(request, format) {
  const key = JSON.stringify([format, request.math, request.mermaid, request.emoji, request.keywords, request.maintainCase, request.compat]);
  if (!processors.has(key)) {
    const capture = () => (tree) => {
      captured = tree; // the plugins that follow change it in place
    };
    const stop = () => () => {
      throw new Captured();
    };
    const options = {
      ...optionsFor(request),
      siteDir: '/no/site',
      staticDirs: [],
      remarkPlugins: [...(request.math ? [remarkMath] : []), capture],
      beforeDefaultRehypePlugins: [stop],
      rehypePlugins: [],
      recmaPlugins: [],
    };
    processors.set(key, await createProcessorUncached({options, format}));
  }
  return processors.get(key);
}

function optionsFor(request) {
  return {
    admonitions: request.keywords ? {keywords: request.keywords, extendDefaults: false} : true,
    markdownConfig: {
      format: request.format,
      mermaid: request.mermaid,
      emoji: request.emoji,
      mdx1Compat: request.compat,
      anchors: {maintainCase: request.maintainCase},
      hooks: {onBrokenMarkdownImages: () => undefined, onBrokenMarkdownLinks: () => undefined},
    },
  };
}

async function treeOf(request) {
  let fileContent = readFileSync(request.path, 'utf8');
  if (fileContent.charCodeAt(0) === 0xfeff) fileContent = fileContent.slice(1);
  const {frontMatter} = await DEFAULT_PARSE_FRONT_MATTER({fileContent, filePath: request.path});
  const format = getFormat({
    filePath: request.path,
    frontMatterFormat: frontMatter.mdx?.format,
    markdownConfigFormat: request.format,
  });
  const {admonitions, markdownConfig} = optionsFor(request);
  const content = preprocess({fileContent, filePath: request.path, markdownConfig, admonitions});
  const processor = await processorFor(request, format);
  try {
    await processor.process({content, filePath: '/no/file.mdx', frontMatter, compilerName: 'server'});
  } catch (error) {
    if (!(error instanceof Captured)) throw error;
  }
  return new Normaliser(captured, content, request).root();
}

// ---------------------------------------------------------------- the normal form

class Normaliser {
  constructor(tree, content, request) {
    this.tree = tree;
    this.content = content;
    this.request = request;
    this.definitions = new Map();
    this.defined = new Set();
    this.collect(tree);
  }

  collect(node) {
    if (node.type === 'definition' && !this.definitions.has(node.identifier)) this.definitions.set(node.identifier, node);
    if (node.type === 'mdxjsEsm') node.value.match(/[\w$]+/g)?.forEach((word) => this.defined.add(word));
    node.children?.forEach((child) => this.collect(child));
  }

  root() {
    return ['root', {}, ...this.children(this.tree)];
  }

  children(node) {
    const out = [];
    for (const child of node.children ?? []) {
      const made = this.node(child);
      for (const one of made) {
        one[1]['@'] ??= child.position?.start.line ?? 0;
        const last = out.at(-1);
        if (one[0] === 'text' && last?.[0] === 'text') last[1].value += one[1].value;
        else if (one[0] !== 'text' || one[1].value !== '') out.push(one);
      }
    }
    return out;
  }

  // A node becomes a list of nodes, most often of one.
  node(node) {
    const simple = (properties = {}) => [[node.type, properties, ...this.children(node)]];
    switch (node.type) {
      case 'yaml':
      case 'comment':
        return [];
      case 'text':
        return [text(node.value)];
      case 'html':
        return /^<!--[\s\S]*-->$/.test(node.value.trim()) ? [] : [['html', {value: node.value}]];
      case 'inlineCode':
      case 'inlineMath':
      case 'math':
        return [[node.type, {value: node.value}]];
      case 'heading':
        return simple({depth: node.depth, id: node.data.id});
      case 'list':
        return simple({start: node.ordered ? node.start ?? 1 : null, spread: Boolean(node.spread)});
      case 'listItem':
        return simple({checked: node.checked ?? null, spread: Boolean(node.spread)});
      case 'table':
        return simple({align: node.align});
      case 'code':
        return [this.code(node)];
      case 'mermaidCodeBlock':
        return [['diagram', {value: node.data.hProperties.value}]];
      case 'definition':
        return [['definition', {identifier: node.identifier, url: node.url, title: node.title ?? null}]];
      case 'footnoteDefinition':
        return simple({identifier: node.identifier});
      case 'footnoteReference':
        return [['footnoteReference', {identifier: node.identifier}]];
      case 'link':
        return simple({url: node.url, title: node.title ?? null});
      case 'linkReference': {
        const {url, title} = this.definitions.get(node.identifier);
        return simple({url, title: title ?? null}).map((made) => ['link', ...made.slice(1)]);
      }
      case 'image':
        return [['image', {url: node.url, title: node.title ?? null, alt: node.alt ?? ''}]];
      case 'imageReference': {
        const {url, title} = this.definitions.get(node.identifier);
        return [['image', {url, title: title ?? null, alt: node.alt ?? ''}]];
      }
      case 'containerDirective':
        return node.data ? [this.admonition(node)] : this.unknownContainer(node);
      case 'leafDirective':
        return [['paragraph', {}, ...this.typed(node)]];
      case 'textDirective':
        return this.typed(node);
      case 'mdxjsEsm':
        return node.position ? [['esm', {value: node.value.trim()}]] : []; // the other is the toc's
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        return this.expression(node);
      case 'mdxJsxFlowElement':
        if (node.name === 'header' && !node.position) return this.children(node); // contentTitle's
        return [this.jsx(node)];
      case 'mdxJsxTextElement':
        return [this.jsx(node)];
      default:
        return simple();
    }
  }

  admonition(node) {
    const {type, title, className, id} = node.data.hProperties;
    let children = node.children;
    let label = title ? [text(title)] : [];
    if (children[0]?.type === 'mdxAdmonitionTitle') {
      label = this.children(children[0]);
      children = children.slice(1);
    }
    return ['admonition', {kind: type, class: className ?? '', id: id ?? null}, ['title', {}, ...label], ...this.children({children})];
  }

  // A directive with no meaning is drawn as an empty <div>; we show what the author typed instead.
  typed(node, end = node.position.end.offset) {
    const label = node.children;
    const start = node.position.start.offset;
    if (!label.length) return [text(this.content.slice(start, end))];
    const inner = {children: [
      {type: 'text', value: this.content.slice(start, label[0].position.start.offset)},
      ...label,
      {type: 'text', value: this.content.slice(label.at(-1).position.end.offset, end)},
    ]};
    return this.children(inner);
  }

  unknownContainer(node) {
    const {position} = node;
    const end = this.content.indexOf('\n', position.start.offset);
    const label = node.children[0]?.data?.directiveLabel ? node.children[0].children : [];
    const open = this.typed({position, children: label}, end < 0 ? undefined : end);
    const last = this.content.slice(0, position.end.offset).split('\n').at(-1).replace(/^[\s>]*/, '');
    const close = /^:{3,}\s*$/.test(last) ? [['paragraph', {}, text(last.trim())]] : [];
    const children = this.children({children: node.children.slice(label.length ? 1 : 0)});
    return [['paragraph', {}, ...open], ...children, ...close];
  }

  code(node) {
    const meta = codeBlocks.createCodeBlockMetadata({
      code: `${node.value}\n`,
      className: node.lang ? `language-${node.lang}` : undefined,
      metastring: node.meta ?? undefined,
      magicComments: this.request.magicComments,
    });
    const lines = {};
    for (const [line, names] of Object.entries(meta.lineClassNames)) {
      for (const name of names) (lines[name] ??= []).push(Number(line) + 1);
    }
    for (const name of Object.keys(lines)) lines[name] = [...new Set(lines[name])].sort((a, b) => a - b);
    return [
      'code',
      {
        value: meta.code,
        lang: node.lang ?? null,
        title: meta.title || null,
        lines,
        lineNumbers: meta.lineNumbersStart ?? null,
        live: Boolean(node.data.hProperties.live),
      },
    ];
  }

  expression(node) {
    const program = node.data?.estree;
    if (!program || program.body.length === 0) return []; // a comment
    const found = constant(program.body[0].expression);
    if (!found && this.isUndefined(program)) return [text(`{${node.value}}`)];
    if (!found) return [['expression', {value: node.value.trim()}]];
    const value = found.value;
    if (typeof value === 'string' || typeof value === 'number') return [text(String(value))];
    if (value === null || value === undefined || typeof value === 'boolean') return [];
    return [['expression', {value: node.value.trim()}]];
  }

  // An expression with a name that nothing defines would fail when the page runs: for us it is the text as typed.
  isUndefined(program) {
    const names = [];
    let local = false;
    walk(program, (node, parent, key) => {
      if (/Function|Class|JSX|TemplateLiteral/.test(node.type)) local = true;
      const isKey = parent && !parent.computed && (key === 'property' || (key === 'key' && !parent.shorthand));
      if (node.type === 'Identifier' && !isKey) names.push(node.name);
    });
    return !local && names.some((name) => !GLOBALS.has(name) && !this.defined.has(name));
  }

  jsx(node) {
    const name = node.name ?? '';
    const kind = node.type === 'mdxJsxTextElement' ? 'jsxText' : 'jsxFlow';
    const html = name === '' || /^[a-z]/.test(name) && !name.includes('.');
    const attributes = html ? htmlAttributes(name, node.attributes) : props(node.attributes);
    return [kind, {name: name === 'Details' ? 'details' : name === 'Head' ? 'head' : name, attributes}, ...this.children(node)];
  }
}

const GLOBALS = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...'React document history localStorage location require useBaseUrl window'.split(' '),
  ...'assets components contentTitle frontMatter metadata props toc'.split(' '),
]);

function walk(node, visit, parent, key) {
  visit(node, parent, key);
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === 'string') walk(child, visit, node, name);
    }
  }
}

function text(value) {
  return ['text', {value}];
}

// The value of a constant JavaScript expression as {value}, undefined where it is none.
function constant(node) {
  switch (node?.type) {
    case 'Literal':
      return node.regex || node.bigint ? undefined : {value: node.value};
    case 'TemplateLiteral':
      return node.expressions.length ? undefined : {value: node.quasis[0].value.cooked};
    case 'Identifier':
      return node.name === 'undefined' ? {value: undefined} : undefined;
    case 'UnaryExpression': {
      const of = constant(node.argument);
      return node.operator === '-' && typeof of?.value === 'number' ? {value: -of.value} : undefined;
    }
    case 'ArrayExpression': {
      const items = node.elements.map(constant);
      return items.every(Boolean) ? {value: items.map((item) => item.value)} : undefined;
    }
    case 'ObjectExpression': {
      const value = {};
      for (const property of node.properties) {
        const of = property.type === 'Property' && !property.computed && constant(property.value);
        if (!of) return undefined;
        value[property.key.name ?? property.key.value] = of.value;
      }
      return {value};
    }
    default:
      return undefined;
  }
}

const COMPUTED = 'COMPUTED';

// Attributes as component props: constants by value, the rest as COMPUTED.
function props(attributes) {
  const out = {};
  attributes.forEach((attribute, index) => {
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      out[`...${index}`] = COMPUTED;
    } else if (attribute.value === null || attribute.value === undefined) {
      out[attribute.name] = true;
    } else if (typeof attribute.value === 'object') {
      const found = constant(attribute.value.data?.estree?.body[0]?.expression);
      out[attribute.name] = found ? (found.value === undefined ? null : found.value) : COMPUTED;
    } else {
      out[attribute.name] = attribute.value;
    }
  });
  return out;
}

// Attributes as React writes them into HTML.
function htmlAttributes(name, attributes) {
  const given = props(attributes);
  for (const key of Object.keys(given)) {
    if (key.startsWith('...') || key === 'key' || key === 'ref' || key === 'children' || key === 'dangerouslySetInnerHTML') delete given[key];
    else if (key === 'style' && given[key] === COMPUTED) given[key] = {[`--${COMPUTED}`]: 1};
  }
  if (!name) return {};
  let html;
  try {
    html = renderToStaticMarkup(createElement(name, given));
  } catch (error) {
    return {error: String(error.message).slice(0, 80)};
  }
  const out = {};
  const tag = html.replace(/^(?:<link rel="preload"[^>]*>)+(?=<)/, '');
  for (const [, key, value] of tag.slice(0, tag.indexOf('>') + 1 || undefined).matchAll(/\s([^\s=>]+)="([^"]*)"/g)) out[key] = unescapeHtml(value);
  return out;
}

function unescapeHtml(text) {
  return text.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name) => ({amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'"})[name]);
}

// ---------------------------------------------------------------- theme-common's code blocks

// The module holds React components as JSX behind its functions: only the functions are wanted.
async function importCodeBlockUtils() {
  const folder = path.resolve('node_modules/@docusaurus/theme-common');
  const text = readFileSync(path.join(folder, 'lib/utils/codeBlockUtils.js'), 'utf8');
  const end = text.indexOf('export function getPrismCssVariables');
  const packages = createRequire(path.join(folder, 'package.json'));
  const functions = text
    .slice(0, end)
    .replace(/^import .* from 'react';$/gm, '')
    .replace(/^import .* from '\.\/.*$/gm, '')
    .replace(/^(import .* from )'(.*)';$/gm, (_, names, name) => `${names}${JSON.stringify(packages.resolve(name))};`);
  const file = path.resolve('codeBlockUtils.generated.mjs');
  writeFileSync(file, functions);
  return import(file);
}

// ---------------------------------------------------------------- main

for await (const line of readline.createInterface({input: process.stdin})) {
  if (!line.trim()) continue;
  const request = JSON.parse(line);
  let answer;
  try {
    answer = {path: request.path, tree: await treeOf(request)};
  } catch (error) {
    answer = {path: request.path, error: String(error.reason ?? error.message).slice(0, 300), line: error.line ?? error.place?.line ?? null};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
