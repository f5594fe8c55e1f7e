import { gatewayApiRelease } from '../../../../src/kubernetes/validation/gateway/release';

test.each([
  ['1.6', { minor: 6, channel: 'standard' }],
  ['v1.5.1', { minor: 5, channel: 'standard' }],
  ['1.6-experimental', { minor: 6, channel: 'experimental' }],
  ['1.1', null],
  ['1.7', null],
  ['2.6', null],
  ['1.6-beta', null],
  ['', null],
])('%s is read as %j', (text, release) => expect(gatewayApiRelease(text)).toEqual(release));
