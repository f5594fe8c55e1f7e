import { endsLikePublic } from '../../../src/cluster/dns/top-level-domains';

test.each(['example.com', 'a.b.de', 'printer.lan', 'x.io'])('%s ends like a public or private domain', (name) => {
  expect(endsLikePublic(name)).toBe(true);
});

test.each(['com', 'quote', 'quote.kiada', 'quiz-0.db', 'quote.kiada.svc', ''])('%p does not', (name) => {
  expect(endsLikePublic(name)).toBe(false);
});
