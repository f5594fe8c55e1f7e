import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ByteCollector, decodeText, MOST_BYTES, readTextFile, utf8InHeap } from '../../src/manifests/text-file';

test('bytes that are not UTF-8 are refused, with their line', () => {
  expect(() => decodeText(Buffer.from('a: 1\nb: "\xff"\n', 'latin1'))).toThrow(expect.objectContaining({ line: 2 }));
  expect(() => decodeText(Buffer.from([0x61, 0x0A, 0xC3]))).toThrow(expect.objectContaining({ line: 2 }));
  expect(decodeText(Buffer.from('größe 日本'))).toBe('größe 日本');
});

test('a text that is put together of shorter ones is the same, whichever character stands where they meet', () => {
  const text = '\ufeffa: größe 日本 😀\n';
  for (const most of [4, 5, 6, 7, 1_000]) expect(utf8InHeap(Buffer.from(text), most)).toBe(text);
  expect(utf8InHeap(Buffer.alloc(0))).toBe('');
});

test('JSON is read as Go reads it, with a replacement for what is not UTF-8', () => {
  expect(decodeText(Buffer.from('{"a":"\xff"}', 'latin1'))).toBe('{"a":"\ufffd"}');
});

test('a byte order mark tells UTF-16', () => {
  expect(decodeText(Buffer.from('\ufeffa', 'utf16le'))).toBe('\ufeffa');
  expect(decodeText(Buffer.from('\ufeffa', 'utf16le').swap16())).toBe('\ufeffa');
});

test('a device that never ends is not read to the end', () => {
  const collector = new ByteCollector();
  const chunk = Buffer.alloc(1);
  Object.defineProperty(chunk, 'length', { value: MOST_BYTES });
  collector.add(chunk);
  expect(() => collector.add(Buffer.from('a'))).toThrow('it is larger than 512 MB');
});

test('files that tell no size are read to their end', () => {
  expect(readTextFile('/dev/null')).toBe('');
  if (fs.existsSync('/proc/self/status')) expect(readTextFile('/proc/self/status')).toMatch(/^Name:/);
});

test('a file that is larger than a text can be is refused before it is read', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'large-'));
  const file = path.join(folder, 'large.yaml');
  fs.closeSync(fs.openSync(file, 'w'));
  fs.truncateSync(file, MOST_BYTES + 1);
  expect(() => readTextFile(file)).toThrow('it is larger than 512 MB');
  fs.rmSync(folder, { recursive: true });
});
