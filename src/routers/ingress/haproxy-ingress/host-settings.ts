import type { PathEntry } from './entries';
import { PREFIXES } from './prefixes';
import { settingReader, type SettingReader } from '../annotation-settings';
import type { ControllerSettings } from '../controller-settings';

/**
 * Settings of a host, which belong to all Ingress objects that have rules for it: of two values that of the older Ingress counts.
 *
 * @param entries of the host, those of the oldest Ingress first
 * @see https://haproxy-ingress.github.io/docs/configuration/keys/ scope Host
 */
export function hostSettings(entries: readonly PathEntry[], settings: ControllerSettings): SettingReader {
  return settingReader(PREFIXES, [...new Set(entries.map((each) => each.ingress))], settings.config);
}
