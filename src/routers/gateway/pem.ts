import { stringMapAt } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';

/** What a key of a Secret or ConfigMap holds: text that is PEM, text that is not, nothing, or something in place of what must not be shown. */
export type PemState = 'pem' | 'other' | 'absent' | 'hidden';

/** Words that are put in place of secrets in manifests that others may read. */
const PLACEHOLDER = /redact|placeholder|change.?me|replace|removed|omitted|dummy|example|fake|secret|todo|xxx|\*\*\*|<[^>]+>|\{\{|\$[({]/i;

/** A key of a Secret, whose `data` is base64 and whose `stringData` is plain text. */
export function pemOfSecret(secret: Resource, key: string): PemState {
  const plain = stringMapAt(secret.object, 'stringData');
  if (Object.hasOwn(plain, key)) return stateOf(plain[key]);
  const data = stringMapAt(secret.object, 'data');
  if (!Object.hasOwn(data, key)) return 'absent';
  const text = decoded(data[key]);
  return text === null ? 'hidden' : stateOf(text);
}

/** A key of a ConfigMap. */
export function pemOfConfigMap(configMap: Resource, key: string): PemState {
  const data = stringMapAt(configMap.object, 'data');
  return Object.hasOwn(data, key) ? stateOf(data[key]) : 'absent';
}

function stateOf(text: string): PemState {
  if (text.includes('-----BEGIN ')) return 'pem';
  return text.trim() === '' || PLACEHOLDER.test(text) ? 'hidden' : 'other';
}

/** null: it is not base64, which the API server would refuse, so that it stands for something else. */
function decoded(base64: string): string | null {
  const text = base64.replace(/\s/g, '');
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  return atob(text);
}
