import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from './editor';
import { hostileInput } from '../hostile/inputs';
import { mutateText } from '../hostile/mutate';
import { Random } from '../hostile/random';

/** As what an editor sends: whole, and with what somebody has typed so far. */
function texts(random: Random): readonly string[] {
  const { manifests } = hostileInput(random);
  return [manifests, mutateText(manifests, random), manifests.slice(0, random.below(manifests.length + 1))];
}

const SEEDS = 5;
const POSITIONS = 25;

test.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('whatever somebody types, every request is answered, and ranges are in the text (%i)', (seed) => {
  const random = new Random(seed);
  const editor = new Editor({});
  const { service } = editor;
  const uri = editor.uri('app.yaml');
  for (const text of texts(random)) {
    editor.type('app.yaml', text);
    editor.type('cdk8s-routing.yaml', hostileInput(random).config);
    const document = TextDocument.create(uri, 'yaml', 0, text);
    for (const { range } of [...editor.diagnostics('app.yaml'), ...service.symbols(uri)]) {
      expect(document.offsetAt(range.start)).toBeLessThanOrEqual(document.offsetAt(range.end));
      expect(document.positionAt(document.offsetAt(range.end))).toEqual(range.end);
    }
    for (let i = 0; i < POSITIONS; i += 1) {
      const position = document.positionAt(random.below(text.length + 1));
      service.hover(uri, position);
      service.definitions(uri, position);
      service.references(uri, position, true);
    }
    // each change that is offered is proven before it is
    service.codeActions(uri, { start: { line: 0, character: 0 }, end: document.positionAt(text.length) }, []);
  }
});
