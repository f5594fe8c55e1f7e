import { API_WARNING as RULE } from '../../../src/checks/rules/api-warning';
import { found, service } from '../checking';

test('what the server warns of is a warning at its field', () => {
  const [only] = found(RULE, service('quote', 'app: quote', ['{ port: 80 }'], 'clusterIP: None\n  sessionAffinity: ClientIP'));
  expect(only).toBe('warning Service/quote spec.sessionAffinity');
});

test('what it accepts without a word is silent', () => {
  expect(found(RULE, service('quote', 'app: quote'))).toEqual([]);
});
