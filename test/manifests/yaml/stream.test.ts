import { documentIn, DotsFinder, splitJsonStream, splitYamlStream } from '../../../src/manifests/yaml/stream';

const pieces = (text: string) => [...splitYamlStream(text)].map(({ start, end }) => text.slice(start, end));

test('a stream is cut at every line that starts with ---, which stays with the document after it', () => {
  expect(pieces('a\n---\nb\n--- # c\nc\n')).toEqual(['a\n', '---\nb\n', '--- # c\nc\n']);
  expect(pieces('a\n...\nb\n')).toEqual(['a\n...\nb\n']);
  expect(pieces('a\n---x\n----\n ---\n')).toEqual(['a\n', '---x\n', '----\n ---\n']);
  expect(pieces('a\r\n---\r\nb')).toEqual(['a\r\n', '---\r\nb']);
  expect(pieces('a\n---')).toEqual(['a\n', '---']);
});

const inner = (text: string): unknown => {
  const piece = documentIn(text, { start: 0, end: text.length });
  return piece.kind === 'document' ? [text.slice(piece.span.start, piece.span.end), piece.alone] : piece.offset;
};

test('what is around a document is left out, and then it is parsed alone', () => {
  expect(inner('---\na\n')).toEqual(['---\na\n', false]);
  expect(inner('--- # c\na\n')).toEqual(['--- # c\na\n', false]);
  expect(inner('---\n# c\n\uFEFFa\n')).toEqual(['a\n', true]);
  expect(inner('a\n...\n# c\n')).toEqual(['a\n', true]);
  expect(inner('a\n... # c\n%YAML 1.2\n...\n')).toEqual(['a\n', true]);
  expect(inner('a: ...\nb: |\n  ...\n...x\n')).toEqual(['a: ...\nb: |\n  ...\n...x\n', false]);
});

test.each([['---a\n', 3], ['----\n', 3], ['--- {}\n', 4], ['--- !!map\na: b', 4], ['# c\n%YAML 1.1\n', 4], ['---\n%TAG ! x\n', 4], ['...\n', 0], ['---\n# c\n...\n', 8], ['a\n...\n\nb\n', 7]])(
  '%j is refused where kubectl refuses or leaves out a part of it', (text, offset) => expect(inner(text)).toBe(offset));

test('millions of blank lines and comments before the first marker are passed over', () => {
  const blank = '\n'.repeat(8_000_000);
  expect(pieces(`${blank}---\na`)).toEqual([blank, '---\na']);
  expect(inner(`${blank}a`)).toEqual([`${blank}a`, false]);
  expect(inner(`${'# x\n'.repeat(100_000)}%YAML 1.2\n`)).toBe(400_000);
});

test('a long text without dots is searched once, not once for each document', () => {
  const text = `${'---\na: b\n'.repeat(200_000)}...\n`;
  const dots = new DotsFinder(text);
  expect([...splitYamlStream(text)].filter((span) => { const piece = documentIn(text, span, dots); return piece.kind === 'document' && piece.alone; })).toHaveLength(1);
});

test('the pieces are the text', () => {
  for (const text of ['', '\n', '---', '---\n---\n---', '...\n...\n', '\n---\n...\n---\n\n...']) expect(pieces(text).join('')).toBe(text);
});

test('JSON texts that follow each other are cut, whatever their strings hold', () => {
  const text = ' {"a":"}\\"{"}\n{"b":[{}]} {}';
  expect(splitJsonStream(text)?.map(({ start, end }) => text.slice(start, end))).toEqual(['{"a":"}\\"{"}', '{"b":[{}]}', '{}']);
  expect(splitJsonStream('{} x {}')).toBeNull();
  expect(splitJsonStream('{}}')).toBeNull();
  expect(splitJsonStream('{"a": {}')).toBeNull();
});
