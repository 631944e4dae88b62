// Renders Lexical documents by Ghost's own renderer and tells what its editor lost of them.
//   node render.mjs <folder of Ghost's package>  < a JSON document a line  > {html, lost} a line
import {createRequire} from 'node:module';
import {createInterface} from 'node:readline';
import path from 'node:path';

const ghost = createRequire(path.join(path.resolve(process.argv[2]), 'package.json'));
const renderer = createRequire(ghost.resolve('@tryghost/kg-lexical-html-renderer'));
const {DEFAULT_NODES} = ghost('@tryghost/kg-default-nodes');
const {LexicalHTMLRenderer} = ghost('@tryghost/kg-lexical-html-renderer');
const {createHeadlessEditor} = renderer('@lexical/headless');
const {HeadingNode, QuoteNode} = renderer('@lexical/rich-text');
const {ListNode, ListItemNode} = renderer('@lexical/list');
const {LinkNode} = renderer('@lexical/link');

// By default both swallow what is wrong and go on with what they have.
const onError = (error) => {
    throw error;
};
const html = new LexicalHTMLRenderer({nodes: DEFAULT_NODES, onError});
const editor = createHeadlessEditor({
    nodes: [HeadingNode, ListNode, ListItemNode, QuoteNode, LinkNode, ...DEFAULT_NODES],
    onError
});

// The editor reads "heading" and writes "extended-heading": the same node.
const plain = (type) => String(type).replace(/^extended-/, '');

function* losses(given, kept, place) {
    if (kept === undefined) {
        yield `${place}: ${given.type} is gone`;
        return;
    }
    if (plain(given.type) !== plain(kept.type)) {
        yield `${place}: ${given.type} became ${kept.type}`;
        return;
    }
    for (const [field, value] of Object.entries(given)) {
        if (!['type', 'children'].includes(field) && JSON.stringify(value) !== JSON.stringify(kept[field])) {
            yield `${place} ${given.type}.${field}: ${JSON.stringify(value)} became ${JSON.stringify(kept[field])}`;
        }
    }
    const children = given.children ?? [];
    for (let i = 0; i < children.length; i++) {
        yield* losses(children[i], kept.children?.[i], `${place}/${i}`);
    }
    if ((kept.children ?? []).length > children.length) {
        yield `${place}: ${kept.children.length - children.length} nodes more than were given`;
    }
}

for await (const line of createInterface({input: process.stdin})) {
    const document = JSON.parse(line);
    const answer = {html: '', lost: []};
    try {
        const kept = editor.parseEditorState(structuredClone(document)).toJSON();
        answer.lost = [...losses(document.root, kept.root, '')];
        answer.html = await html.render(document, {siteUrl: 'https://example.com'});
    } catch (error) {
        answer.lost = [`refused: ${error.message}`];
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
}
