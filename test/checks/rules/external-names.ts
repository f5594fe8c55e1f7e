import { service } from '../checking';

/** A Service of type ExternalName. */
export function external(name: string, externalName: string, ports: readonly string[] = []): string {
  return service(name, '', ports, `type: ExternalName\n  externalName: ${externalName}`);
}
