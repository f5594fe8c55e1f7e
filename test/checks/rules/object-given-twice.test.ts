import { OBJECT_GIVEN_TWICE as RULE } from '../../../src/checks/rules/object-given-twice';
import { findings, found, service } from '../checking';

test('the same object twice is a warning that names both places', () => {
  const [only, ...rest] = findings(RULE, service('quote', 'app: a') + service('quote', 'app: b'));
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ severity: 'warning', message: expect.stringMatching(/first at app\.yaml:2/) });
});

test('the same name in another namespace or of another kind is silent', () => {
  expect(found(RULE, service('quote', 'app: a') + service('quote', 'app: a').replace('namespace: shop', 'namespace: other'))).toEqual([]);
});
