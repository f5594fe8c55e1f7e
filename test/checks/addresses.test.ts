import { addressesIn } from '../../src/checks/addresses';

const read = (text: string): readonly string[] => addressesIn(text, 'x').map(({ scheme, host, port }) => `${scheme} ${host} ${port ?? '-'}`);

test.each([
  ['http://quote', ['http quote 80']],
  ['https://quote.shop:8443/path', ['https quote.shop 8443']],
  ['postgres://user:p4ss@db:5432/shop?sslmode=off', ['tcp db 5432']],
  ['redis://cache', []],
  ['--upstream=http://quote:8080/', ['http quote 8080']],
  ['see http://one and http://two:81', ['http one 80', 'http two 81']],
  ['quote:8080', ['tcp quote 8080']],
  ['kafka-0.kafka:9092,kafka-1.kafka:9092', ['tcp kafka-0.kafka 9092', 'tcp kafka-1.kafka 9092']],
  ['--db=db:5432', ['tcp db 5432']],
  ['nginx:1.25', []],
  ['--cache-image=redis:7', []],
  ['postgres:12', []],
  ['quote:99999', []],
  ['http://$(HOST)/', []],
  ['http://[::1]:80/', []],
  ['10:30', ['tcp 10 30']],
  ['', []],
])('%j has %j', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('long texts are no addresses, and cost nothing', () => {
  expect(read(`http://${'a'.repeat(100_000)}`)).toEqual([]);
  expect(read('a-'.repeat(249))).toEqual([]);
});
