import * as fc from 'fast-check';
import { jsonText, painter, visible } from '../../src/report/paint';

test('without colors a text stays as it is, with colors it is wrapped', () => {
  expect(painter(false)('error', 'x')).toBe('x');
  expect(painter(true)('warning', 'x')).toBe('\u001b[33mx\u001b[39m');
  expect(painter(true)('plain', 'x')).toBe('x');
});

test('what could command a terminal is shown and not sent', () => {
  expect(visible('a\u001b[31m\u0007\u009b\nb\u202Ec')).toBe('a\\u001b[31m\\u0007\\u009b\\u000ab\\u202ec');
  expect(painter(true)('error', '\u001b]0;x')).not.toContain('\u001b]');
  expect(visible('größe 日本 😀')).toBe('größe 日本 😀');
});

test('a JSON document reads back equal, and holds no control character', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const json = jsonText({ text });
    expect(JSON.parse(json)).toEqual({ text });
    expect(json.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
  }));
});
