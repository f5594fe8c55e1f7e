import { Recent } from '../../src/kubernetes/recent';

describe('what was asked recently', () => {
  it('is not worked out again', () => {
    const recent = new Recent<string[]>();
    const answer = recent.of('a', () => ['first']);
    expect(recent.of('a', () => ['second'])).toBe(answer);
  });

  it('is forgotten after many other questions, each of which got its own answer', () => {
    const recent = new Recent<number>();
    recent.of('a', () => -1);
    const others = Array.from({ length: 100 }, (_, i) => recent.of(`${i}`, () => i));
    expect(others).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(recent.of('a', () => -2)).toBe(-2);
  });
});
