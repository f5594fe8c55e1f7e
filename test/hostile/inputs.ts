import { PLAIN_INPUT, type HostileInput } from './calls';
import { block, mutateOnce, mutateText, ODD_TEXTS, spliced, written } from './mutate';
import type { Random } from './random';
import { CONFIG_SEED, EXPECTATIONS_SEED, SEEDS } from './seeds';
import type { Json } from '../../src/kubernetes/resource';

const URLS: readonly string[] = [
  'http://api.example.com/quote', 'https://API.example.com:8443/a/../b?x=1#f', 'quote:8080', 'tcp://quote.kiada:5432', 'udp://quote:53', 'http://10.96.0.20/', 'http://[fd00::20]:80/', 'http://<node>:30080/',
  'http://[fe80::1%25eth0]/', 'http://user:pass@api.example.com/', 'http://quiz-1.quote-headless.kiada.svc.cluster.local', 'http://alias.kiada/', 'ws://other.kiada', 'http://198.51.100.7', '//x', 'http://', 'http:///x', 'http://a:99999', 'http://%00/',
];

const NAMES: readonly string[] = ['quote', 'quote.kiada', 'alias.kiada', 'other.kiada.svc', '_http._tcp.quote.kiada.svc.cluster.local', '20.0.96.10.in-addr.arpa', '10.96.0.20', 'fd00::20', '10-2-0-7.kiada.pod.cluster.local', '*.kiada', 'localhost', '.'];

/** An input that something is wrong with, or that is only unusual. */
export function hostileInput(random: Random): HostileInput {
  return {
    manifests: hostileManifests(random),
    config: random.chance(0.8) ? '{}' : hostileText(CONFIG_SEED, random),
    expectations: random.chance(0.7) ? PLAIN_INPUT.expectations : hostileText(EXPECTATIONS_SEED, random),
    url: hostileWord(URLS, random),
    name: hostileWord(NAMES, random),
    header: random.chance(0.5) ? `Host: ${random.pick(ODD_TEXTS)}` : random.chance(0.5) ? `${random.pick(ODD_TEXTS)}: ${random.pick(ODD_TEXTS)}` : random.pick(ODD_TEXTS),
    from: random.chance(0.7) ? `kiada/${random.pick(['Deployment/quote', 'StatefulSet/quiz', 'Pod/quote-001', 'ds/agent', 'Job/once'])}` : hostileWord(['kiada/Deployment/quote', 'Pod/a'], random),
  };
}

/** Objects of which some are not what their kinds expect. */
export function hostileObjects(random: Random): readonly Json[] {
  // few objects run fast, and all together know each other
  const chosen = random.chance(0.25) ? SEEDS : SEEDS.filter(() => random.chance(0.35));
  const objects = chosen.map((seed) => structuredClone(seed) as Json);
  for (let i = random.below(7); i >= 0; i -= 1) mutateOnce(objects, random);
  return objects;
}

function hostileManifests(random: Random): string {
  const objects = hostileObjects(random);
  let text = written(objects, random);
  if (random.chance(0.25)) for (let i = random.below(3); i >= 0; i -= 1) text = mutateText(text, random);
  return text;
}

function hostileText(seed: Json, random: Random): string {
  const value = structuredClone([seed]) as Json[];
  for (let i = random.below(3); i >= 0; i -= 1) mutateOnce(value, random);
  const text = random.chance(0.5) ? JSON.stringify(value[0]) ?? '' : block(value[0], '');
  return random.chance(0.3) ? mutateText(text, random) : text;
}

function hostileWord(words: readonly string[], random: Random): string {
  if (random.chance(0.2)) return random.pick(ODD_TEXTS);
  const word = random.pick(words);
  return random.chance(0.4) ? spliced(word, random) : word;
}
