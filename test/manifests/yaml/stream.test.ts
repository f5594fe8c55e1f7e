import { splitJsonStream, splitYamlStream } from '../../../src/manifests/yaml/stream';

const pieces = (text: string) => [...splitYamlStream(text)].map(({ start, end }) => text.slice(start, end));

test('a stream is cut at markers, which stay with the document that they open or close', () => {
  expect(pieces('a\n---\nb\n--- # c\nc\n')).toEqual(['a\n', '---\nb\n', '--- # c\nc\n']);
  expect(pieces('a\n...\nb\n')).toEqual(['a\n...\n', 'b\n']);
  expect(pieces('a\n...\n---\nb')).toEqual(['a\n...\n', '', '---\nb']);
  expect(pieces('a\r\n---\r\nb')).toEqual(['a\r\n', '---\r\nb']);
  expect(pieces('a\n---')).toEqual(['a\n', '---']);
});

test('dashes and dots that are no markers do not cut', () => {
  const text = '---x\n----\n ---\n...x\n  ...\na: ---\n';
  expect(pieces(text)).toEqual([text]);
});

test('directives stay with the document that they are for', () => {
  expect(pieces('# c\n%YAML 1.1\n---\na\n...\n%TAG ! x\n---\nb')).toEqual(['# c\n%YAML 1.1\n---\na\n...\n', '%TAG ! x\n---\nb']);
});

test('a directive belongs to one document, and those after it are cut as ever', () => {
  expect(pieces('%YAML 1.1\n---\na\n---\nb\n---\nc')).toEqual(['%YAML 1.1\n---\na\n', '---\nb\n', '---\nc']);
});

test('millions of blank lines and comments before the first marker are passed over', () => {
  const blank = '\n'.repeat(8_000_000);
  expect(pieces(`${blank}---\na`)).toEqual([blank, '---\na']);
  const comments = `${'# x\n'.repeat(100_000)}%YAML 1.2\n`;
  expect(pieces(comments + '---\n'.repeat(20_000))).toHaveLength(20_000);
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
