import type { Validator } from './annotations';

/**
 * The controller's validators of annotation values.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/parser/validators.go
 */
const BASIC = String.raw`\-._~a-zA-Z0-9/:`;
const URL = BASIC + String.raw`,:?&=`;

export function matching(pattern: RegExp, spaces: 'allowed' | 'as-they-are' = 'as-they-are'): Validator {
  return (text) => pattern.test(spaces === 'allowed' ? text.replace(/ /g, '') : text) && !/[\r\n]/.test(text);
}

/** `namespace/name`, host and port, a plain path. */
export const basicChars = matching(new RegExp(`^[${BASIC}]*$`), 'allowed');
export const basicCharsAndSpaces = matching(new RegExp(`^[${BASIC} ]*$`));
/** A path with groups: `/$1`. */
export const pathWithGroups = matching(new RegExp(String.raw`^/?[${BASIC}$]*$`));
export const plainUrl = matching(new RegExp(`^[${URL}]*$`));
export const urlWithVariables = matching(new RegExp(`^[${URL} $]*$`), 'allowed');
export const headerList = matching(/^[A-Za-z0-9\-_, ]*$/, 'allowed');
const serverName = new RegExp(String.raw`^[${BASIC}^$[\](){}*+?|&=\\]*$`);
export const regexChars = matching(serverName);
export const oneServerName: Validator = (text) => serverName.test(text.trim());
export const serverNames: Validator = (text) => text.split(',').every((each) => oneServerName(each));
export const httpErrors = matching(/^(?:[4,5]\d{2},?)*$/, 'allowed');
export const authType = matching(/basic|digest/, 'allowed');
export const authSecretType = matching(/auth-file|auth-map/, 'allowed');
export const corsOrigins = matching(/^(?:(?:https?:\/\/)?(?:\*\.)?[A-Za-z0-9\-.]*(?::\d+)?(?:,(?:https?:\/\/)?(?:\*\.)?[A-Za-z0-9\-.]*(?::\d+)?)*|\*)?$/, 'allowed');
export const hashBy = matching(/^[A-Za-z0-9\-_${}]*$/, 'allowed');
export const size = matching(/^\d+[bkmg]?$/i, 'allowed');
export const connectionHeader = matching(/^(?:close|keep-alive)$/, 'allowed');
/** A DNS-1035 label. */
export const serviceName: Validator = (text) => text.length <= 63 && /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(text);
export const commonName: Validator = (text) => text.startsWith('CN=');
export const errorPage = matching(/^(?:(?:https?:\/\/)?[A-Za-z0-9\-.]*(?::\d+)?\/[A-Za-z0-9\-.]*)?$/, 'allowed');
export const float: Validator = (text) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text);

export function oneOf(options: readonly string[], { caseless = false } = {}): Validator {
  return (text) => options.includes(caseless ? text.trim().toLowerCase() : text.trim());
}
