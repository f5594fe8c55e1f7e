import { oncePer } from '../../src/kubernetes/once-per';

test('what comes of an object is worked out once, also where it is nothing', () => {
  const asked: object[] = [];
  const nothingOf = oncePer((key: object): undefined => { asked.push(key); });
  const [one, other] = [{}, {}];
  for (const key of [one, other, one, one]) expect(nothingOf(key)).toBeUndefined();
  expect(asked).toEqual([one, other]);
});
