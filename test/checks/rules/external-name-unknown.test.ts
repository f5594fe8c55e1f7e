import { external } from './external-names';
import { EXTERNAL_NAME_UNKNOWN as RULE } from '../../../src/checks/rules/external-name-unknown';
import { findings, found, service } from '../checking';

const QUOTE = service('quote', 'app: quote');

test('a name of the cluster that does not exist is a warning', () => {
  expect(findings(RULE, external('alias', 'qoute.shop.svc.cluster.local') + QUOTE)).toMatchObject([{
    severity: 'warning', path: 'spec.externalName', message: expect.stringMatching(/^externalName qoute\.shop\.svc\.cluster\.local does not resolve: .*quote/),
  }]);
});

test.each([
  ['a Service of the manifests', external('alias', 'quote.shop.svc.cluster.local') + QUOTE],
  ['a namespace that the manifests do not describe', external('alias', 'quote.other.svc.cluster.local') + QUOTE],
  ['a name outside the cluster', external('alias', 'quote.example.org') + QUOTE],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});

test('the Service itself is never suggested, as it leads nowhere', () => {
  const [finding] = findings(RULE, external('quote', 'quotes.shop.svc.cluster.local') + service('web', 'app: web'));
  expect(finding.message).not.toContain('did you mean');
});
