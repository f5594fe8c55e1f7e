import { external } from './external-names';
import { EXTERNAL_NAME_ADDRESS as RULE } from '../../../src/checks/rules/external-name-address';
import { findings, found } from '../checking';

test('an address instead of a name is an error', () => {
  expect(findings(RULE, external('pay', '192.0.2.7'))).toMatchObject([{ severity: 'error', path: 'spec.externalName', fix: expect.stringMatching(/the address 192\.0\.2\.7$/) }]);
  expect(found(RULE, external('pay', '192.0.2.7.'))).toHaveLength(1);
});

test.each(['pay.example.org', '192.0.2.256', '7.example.org', 'pay.example.org.'])('%s is a name', (name) => {
  expect(found(RULE, external('pay', name))).toEqual([]);
});
