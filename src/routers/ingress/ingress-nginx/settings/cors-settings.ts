import { valueOr, type Annotations } from './annotations';
import { corsOrigins, headerList, matching } from './validators';
import type { CorsPolicy } from '../../../model';

/** Words with commas or spaces between them. */
const methodList = matching(/^[A-Za-z]+(?:(?:,\s?|\s)[A-Za-z]+)*,?\s?$/, 'allowed');

const METHODS = 'GET, PUT, POST, DELETE, PATCH, OPTIONS';
const HEADERS = 'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization';
const MAX_AGE_SECONDS = 1_728_000;

/**
 * Whose preflight requests are answered, and with what; null: none are.
 *
 * An origin may have `*.` once; where none is written rightly, nothing is answered.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/cors/main.go Parse
 */
export function readCors(annotations: Annotations): CorsPolicy | null {
  if (!valueOr(annotations.bool('enable-cors'), false)) return null;
  const origins = readOrigins(annotations);
  return origins.length === 0 ? null : {
    origins,
    methods: list(valueOr(annotations.text('cors-allow-methods', methodList), METHODS)),
    headers: list(valueOr(annotations.text('cors-allow-headers', headerList), HEADERS)),
    exposed: list(valueOr(annotations.text('cors-expose-headers', headerList), '')),
    credentials: valueOr(annotations.bool('cors-allow-credentials'), true),
    maxAge: valueOr(annotations.int('cors-max-age'), MAX_AGE_SECONDS),
  };
}

function readOrigins(annotations: Annotations): readonly string[] {
  const value = annotations.text('cors-allow-origin', corsOrigins);
  if (value.kind !== 'value') return ['*'];
  const origins = value.value.split(',').map((each) => each.trim());
  if (origins.includes('*')) return ['*'];
  return origins.filter((each) => each !== '' && /^https?:\/\/(?:\*\.)?[A-Za-z0-9\-.]*(?::\d+)?$/.test(each));
}

function list(text: string): readonly string[] {
  return [...new Set(text.split(',').map((each) => each.trim()).filter((each) => each !== ''))];
}
