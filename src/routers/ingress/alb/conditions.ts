import { settingSource } from './annotations';
import { goField, goObject, goObjects, goString, goStrings, JsonTypeError } from './go-json';
import { jsonSetting } from './json-setting';
import { Unbuildable } from './unbuildable';
import { isObject } from '../../../kubernetes/fields';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Source } from '../../../kubernetes/open-question';
import type { Json, JsonObject } from '../../../kubernetes/resource';

/** Texts with `*` and `?`, or regular expressions: one of them must match. */
export interface Texts {
  readonly values: readonly string[];
  readonly patterns: readonly string[];
}

/** One condition of an annotation. */
export type Condition =
  | { readonly field: 'host' | 'path'; readonly texts: Texts }
  | { readonly field: 'header'; readonly name: string; readonly texts: Texts }
  | { readonly field: 'method'; readonly values: readonly string[] }
  | { readonly field: 'query'; readonly pairs: readonly QueryPair[] }
  | { readonly field: 'source'; readonly ranges: readonly string[] };

/** `key` null: the value of any parameter. */
export interface QueryPair {
  readonly key: string | null;
  readonly value: string;
}

/**
 * The conditions that `conditions.<backend>` adds to every path with this backend; one of an unknown field is dropped without a word.
 *
 * @throws Unbuildable
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/config_types.go RuleCondition
 */
export function conditionsOf(ingress: Ingress, backend: string): readonly Condition[] {
  const name = `conditions.${backend}`;
  const source = settingSource(ingress, name);
  return jsonSetting(ingress, name, (value) => listOf(value).flatMap((each) => {
    const condition = conditionOf(each, source);
    return condition === null ? [] : [condition];
  })) ?? [];
}

/** `null` is an empty list. */
function listOf(value: Json): readonly JsonObject[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new JsonTypeError('it is not a list');
  return (value as readonly Json[]).map((each) => {
    if (!isObject(each)) throw new JsonTypeError('it is not a list of objects');
    return each;
  });
}

function conditionOf(condition: JsonObject, source: Source): Condition | null {
  const configured = (name: string): JsonObject => {
    const config = goObject(condition, name);
    if (config === null) throw invalid(source, `it lacks ${name}`);
    return config;
  };
  switch (goString(condition, 'field')) {
    case 'host-header': return { field: 'host', texts: textsOf(configured('hostHeaderConfig'), source) };
    case 'path-pattern': return { field: 'path', texts: textsOf(configured('pathPatternConfig'), source) };
    case 'http-header': {
      const config = configured('httpHeaderConfig');
      return { field: 'header', name: goString(config, 'httpHeaderName') ?? '', texts: textsOf(config, source) };
    }
    case 'http-request-method': return { field: 'method', values: valuesOf(configured('httpRequestMethodConfig'), source) };
    case 'query-string': return { field: 'query', pairs: pairsOf(configured('queryStringConfig'), source) };
    case 'source-ip': return { field: 'source', ranges: valuesOf(configured('sourceIPConfig'), source) };
    default: return null;
  }
}

function textsOf(config: JsonObject, source: Source): Texts {
  const texts = { values: goStrings(config, 'values'), patterns: goStrings(config, 'regexValues') };
  if (texts.values.length === 0 && texts.patterns.length === 0) throw invalid(source, 'a condition has no values');
  if (texts.values.length > 0 && texts.patterns.length > 0) throw invalid(source, 'a condition has both values and regexValues');
  return texts;
}

function valuesOf(config: JsonObject, source: Source): readonly string[] {
  const values = goStrings(config, 'values');
  if (values.length === 0) throw invalid(source, 'a condition has no values');
  return values;
}

function pairsOf(config: JsonObject, source: Source): readonly QueryPair[] {
  const pairs = goObjects(config, 'values').map((each) => ({ key: goString(each, 'key'), value: goString(each, 'value') ?? '' }));
  if (pairs.length === 0) throw invalid(source, 'a condition has no values');
  if (pairs.some((each) => each.value === '')) throw invalid(source, 'a value of a query string is empty');
  return pairs;
}

function invalid(source: Source, why: string): Unbuildable {
  return new Unbuildable('conditions-invalid', source, `the conditions cannot be used: ${why}`, 'complete the condition');
}

/** Fields that the controller does not know, which it drops without a word: such a rule takes more requests than meant. */
export function unknownFields(ingress: Ingress, backend: string): readonly string[] {
  const known = ['host-header', 'path-pattern', 'http-header', 'http-request-method', 'query-string', 'source-ip'];
  return jsonSetting(ingress, `conditions.${backend}`, (value) => listOf(value).map((each) => {
    const field = goField(each, 'field');
    return typeof field === 'string' ? field : '';
  }).filter((field) => !known.includes(field))) ?? [];
}
