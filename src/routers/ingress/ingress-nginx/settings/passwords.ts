import { fromBase64 } from './base64';
import { objectAt, stringMapAt } from '../../../../kubernetes/fields';
import type { Resource } from '../../../../kubernetes/resource';

/** Users of basic authentication by name: the password in the form of an htpasswd file. */
export type Passwords = ReadonlyMap<string, string>;

/** The users that a Secret holds: a whole htpasswd file under `auth`, or one user a key; null: it has no such key. */
export function readPasswords(secret: Resource, form: 'file' | 'map'): Passwords | null {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(stringMapAt(secret.object, 'data'))) texts.set(key, fromBase64(value));
  for (const [key, value] of Object.entries(stringMapAt(secret.object, 'stringData'))) texts.set(key, value);
  if (form === 'map') return texts;
  const file = texts.get('auth');
  // `data: {auth: null}` is an empty file
  if (file === undefined) return objectAt(secret.object, 'data') !== undefined && 'auth' in (objectAt(secret.object, 'data') ?? {}) ? new Map() : null;
  const users = new Map<string, string>();
  for (const line of file.split('\n')) {
    const [user, password] = line.split(':');
    if (password !== undefined && !users.has(user)) users.set(user, password.trimEnd());
  }
  return users;
}
