import type { Cluster, Workload } from '../../cluster/model';
import { objectAt, objectIn, objectsAt, stringMapAt, stringsAt, type StringMap } from '../../kubernetes/fields';
import type { JsonObject, Resource } from '../../kubernetes/resource';

/** What an installation of a controller says of itself, where the manifests have it. */
export interface ControllerSettings {
  /** Command line flags by name without dashes; a flag without value is `true`. */
  readonly flags: ReadonlyMap<string, string>;
  /** The ConfigMap that it reads its settings from. */
  readonly config: { readonly resource: Resource; readonly data: StringMap } | null;
}

/** How an installation of a controller is known. */
export interface ControllerInstallation {
  /** `app.kubernetes.io/name` of its pods. */
  readonly podNames: readonly string[];
  /** The flag that names its ConfigMap, as `namespace/name`. */
  readonly configFlag: string;
  /** Names that its ConfigMap has when it was installed as documented. */
  readonly configNames: readonly string[];
  /** Whether a workload with these flags is the one that is meant; absent: any with the name is. */
  readonly isMeant?: (flags: ReadonlyMap<string, string>) => boolean;
}

const NAME_LABELS = ['app.kubernetes.io/name', 'run', 'app'];

/** Flags and ConfigMap of a controller; of several installations the first one. */
export function controllerSettings(cluster: Cluster, installation: ControllerInstallation): ControllerSettings {
  const { podNames, configFlag, configNames, isMeant = () => true } = installation;
  const isItsOwn = (labels: StringMap): boolean => NAME_LABELS.some((key) => podNames.includes(labels[key]));
  const workloads = cluster.workloadsWhere(isItsOwn).filter(({ template }) => isItsOwn(template.labels));
  const flags = workloads.map(flagsOf).find(isMeant) ?? new Map<string, string>();
  const named = flags.get(configFlag)?.split('/');
  const resource = named !== undefined && named.length === 2
    ? cluster.find('ConfigMap', named[0], named[1])
    : cluster.ofKinds('ConfigMap').find((each) => configNames.includes(each.name));
  return { flags, config: resource === undefined ? null : { resource, data: stringMapAt(resource.object, 'data') } };
}

function flagsOf({ resource, template, namespace }: Workload): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const { object } of objectsAt(specOf(resource, template.path), 'containers')) {
    const args = [...stringsAt(object, 'command'), ...stringsAt(object, 'args')].map((each) => each.replaceAll('$(POD_NAMESPACE)', namespace));
    args.forEach((arg, index) => {
      const flag = /^--?([a-z][\w.-]*)(?:=([^]*))?$/i.exec(arg);
      if (flag === null) return;
      const next = args[index + 1];
      flags.set(flag[1], flag[2] ?? (next === undefined || next.startsWith('-') ? 'true' : next));
    });
  }
  return flags;
}

function specOf({ object }: Resource, path: string): JsonObject | undefined {
  return objectAt(path === '' ? object : objectIn(object, ...path.split('.')), 'spec');
}
