import type { DnsAnswer } from '../../src/cluster/dns/model';
import { openQuestion } from '../../src/kubernetes/open-question';
import { resolveJson, resolveText } from '../../src/report/resolve';

const answer: DnsAnswer = {
  query: 'quiz',
  from: { namespace: 'kiada', pod: null },
  fqdn: 'quiz.kiada.svc.cluster.local',
  outcome: 'NOERROR',
  records: [{ type: 'SRV', name: 'quiz.kiada.svc.cluster.local', value: 'quiz-0.quiz.kiada.svc.cluster.local', port: 80, pod: 'quiz-0' }],
  target: null,
  loop: false,
  steps: [{ name: 'quiz', outcome: 'NOERROR', resource: null, path: null, decision: 'it exists', because: 'a Service has the name' }],
  questions: [openQuestion('weather', {}, [], () => 'the weather')],
};

test('the way to a name, its records, and the outcome last', () => {
  expect(resolveText(answer, 'kiada', false)).toBe(`quiz from namespace kiada

  1  -  it exists  a Service has the name

  quiz.kiada.svc.cluster.local  SRV  quiz-0.quiz.kiada.svc.cluster.local port 80  quiz-0

  depends on: the weather

NOERROR quiz.kiada.svc.cluster.local
`);
  expect(resolveText({ ...answer, records: [], questions: [] }, 'kiada/Pod/quiz-0', false)).toMatch(/^quiz from kiada\/Pod\/quiz-0\n[^]*has no such records now\n$/);
});

test('the JSON document is what the contract says', () => {
  expect(JSON.parse(resolveJson(answer, 'kiada'))).toEqual({
    version: 1, query: 'quiz', from: 'kiada', fqdn: 'quiz.kiada.svc.cluster.local', outcome: 'NOERROR', records: answer.records, dependsOn: ['the weather'],
  });
});
