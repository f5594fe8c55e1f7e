import type { ControllerSettings } from './controller-settings';
import { goBool } from './go-bool';
import { annotationSource } from './sources';
import type { Source } from '../../kubernetes/open-question';
import type { Resource } from '../../kubernetes/resource';

/** A value that was set, and where. */
export interface Setting {
  readonly value: string;
  readonly source: Source;
}

export type SettingReader = (name: string) => Setting | null;

/** An object whose annotations are read. */
export interface Annotated {
  readonly resource: Resource;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Reads settings of the first object that has them, else of the ConfigMap of the controller, where they have no prefix. An empty value counts as none.
 *
 * @param prefixes of the annotations, which mean the same
 * @param holders the one that takes precedence first
 */
export function settingReader(prefixes: readonly string[], holders: readonly Annotated[], config: ControllerSettings['config']): SettingReader {
  return (name) => {
    for (const { resource, annotations } of holders) {
      for (const prefix of prefixes) {
        const key = `${prefix}${name}`;
        if (Object.hasOwn(annotations, key) && annotations[key] !== '') return { value: annotations[key], source: annotationSource(resource, key) };
      }
    }
    if (config === null || !Object.hasOwn(config.data, name) || config.data[name] === '') return null;
    return { value: config.data[name], source: { resource: config.resource, field: `data.${name}`, kind: 'object' } };
  };
}

/** A flag, and the words of older releases for it. */
export function isEnabled(setting: Setting | null): boolean {
  if (setting === null) return false;
  return goBool(setting.value) ?? ['enabled', 'on'].includes(setting.value.toLowerCase());
}

/** A whole number; the default where there is none. */
export function numberOf(setting: Setting | null, otherwise: number): number {
  return setting !== null && /^[+-]?\d+$/.test(setting.value) ? Number(setting.value) : otherwise;
}
