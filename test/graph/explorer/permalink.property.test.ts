import * as fc from 'fast-check';
import { fragmentOf, requestOf } from '../../../src/graph/explorer/permalink';

const TEXT = fc.string({ unit: 'grapheme', maxLength: 20 });

test('a fragment holds the whole request', () => {
  fc.assert(fc.property(fc.record({ url: TEXT.filter((url) => url !== ''), method: fc.constantFrom('GET', 'POST'), from: TEXT, headers: TEXT }), (request) => {
    expect(requestOf(`#${fragmentOf(request)}`)).toEqual(request);
  }));
});

test('any other fragment is no request, or one', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(() => requestOf(text)).not.toThrow();
  }));
  expect(requestOf('')).toBeNull();
  expect(requestOf('#url=%E0%A4%A')?.url).toBe('%E0%A4%A');
});
