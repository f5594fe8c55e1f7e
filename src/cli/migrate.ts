import { acceptedOf, complainOfUnused } from './accepting';
import { checkOptions, readResources, settingsOf, simulateResources, type CommonOptions } from './input';
import { usesColor, UsageError, type CliIo } from './io';
import { checkNotRead, writeOutputs } from './outputs';
import { isKept, migrate as migrateRouters, type Migration } from '../migrate/migrate';
import { migrationJson, migrationMarkdown, migrationText, migrationYaml } from '../report/migrate';

export interface MigrateCliOptions extends CommonOptions {
  readonly gatewayClass?: string;
  readonly gateway?: string;
  readonly output?: string;
  readonly strict?: boolean;
}

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** `cdk8s-routing migrate`. */
export async function migrate(args: readonly string[], options: MigrateCliOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json', 'markdown']);
  const accepted = acceptedOf(options);
  const { gatewayClass, output } = options;
  if (gatewayClass === undefined || !NAME.test(gatewayClass)) throw new UsageError(`--gateway-class: got ${gatewayClass === undefined ? 'nothing' : `'${gatewayClass}'`}, expected the name of the GatewayClass that takes over`);
  const gateway = options.gateway === undefined ? {} : { gateway: gatewayOf(options.gateway, options.namespace) };
  const manifests = args.length === 0 ? ['dist'] : args;
  const resources = await readResources(manifests, options, io);
  if (resources === null) return 2;
  if (output !== undefined) checkNotRead('--output', output, resources.map(({ origin }) => origin.file), io);
  const simulation = simulateResources(resources, options, io);
  const migration = migrateRouters(resources, settingsOf(options), { gatewayClass, ...gateway }, simulation);
  if (output !== undefined) writeOutputs([{ format: 'yaml', file: output }], () => migrationYaml(migration), io);
  complainOfUnused(accepted, migration.diff, io);
  write(migration, options, io);
  return isKept(migration, options.strict === true) ? 0 : 1;
}

/** Without a file the manifests are what is printed, and the report is beside them. */
function write(migration: Migration, { format, color, output }: MigrateCliOptions, io: CliIo): void {
  if (format === 'json') {
    io.stdout.write(migrationJson(migration));
  } else if (format === 'markdown') {
    io.stdout.write(migrationMarkdown(migration));
  } else if (output === undefined) {
    io.stdout.write(migrationYaml(migration));
    io.stderr.write(migrationText(migration, false));
  } else {
    io.stdout.write(migrationText(migration, usesColor(color, io)));
  }
}

function gatewayOf(text: string, namespace: string): { readonly namespace: string; readonly name: string } {
  const parts = text.split('/');
  const [own, name] = parts.length === 1 ? [namespace, parts[0]] : parts;
  if (parts.length > 2 || !NAME.test(name) || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(own)) throw new UsageError(`--gateway: got '${text}', expected NAMESPACE/NAME of the Gateway to make`);
  return { namespace: own, name };
}
