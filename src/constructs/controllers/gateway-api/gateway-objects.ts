import { ApiObject, Lazy, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import type { JsonObject } from '../../../kubernetes/resource';
import { checkObject, defined } from '../../emit';
import { claimName } from '../../service/service-name';

const GROUP = 'gateway.networking.k8s.io';

/** An API object of a router. */
export interface WrittenObject {
  /** Its construct's id. */
  readonly id: string;
  readonly kind: 'HTTPRoute' | 'Gateway' | 'ReferenceGrant';
  readonly metadata: ApiObjectMetadata & { readonly name: string };
  readonly spec: JsonObject;
}

/** Every release of the Gateway API since 1.2 serves these versions. */
const VERSIONS = { HTTPRoute: 'v1', Gateway: 'v1', ReferenceGrant: 'v1beta1' } as const;

/** The API objects of a router that attaches to a Gateway, kept as its plan changes. */
export class GatewayObjects {
  private readonly children = new Map<string, ApiObject>();

  /** @param current the objects as they are to be now */
  constructor(
    private readonly scope: Construct, private readonly current: () => readonly WrittenObject[], private readonly fail: (message: string) => Error,
  ) {
  }

  /**
   * Makes the objects that are missing, and takes away those that are not listed.
   *
   * @returns the first of them
   * @throws when a name is taken; the objects then stay as they were
   */
  public update(objects: readonly WrittenObject[]): ApiObject {
    const before = new Set(this.children.keys());
    try {
      for (const object of objects) {
        if (!this.children.has(object.id)) this.children.set(object.id, this.make(object));
      }
    } catch (error) {
      this.keep(before);
      throw error;
    }
    this.keep(new Set(objects.map(({ id }) => id)));
    const main = this.children.get(objects[0].id);
    if (main === undefined) throw this.fail(`has no object '${objects[0].id}'`);
    return main;
  }

  /** Throws what the API server would say of the objects. */
  public check(objects: readonly WrittenObject[]): void {
    for (const { id, spec } of objects) {
      const object = this.children.get(id);
      if (object !== undefined) checkObject(object, { spec }, this.fail);
    }
  }

  private keep(ids: ReadonlySet<string>): void {
    for (const id of this.children.keys()) {
      if (ids.has(id)) continue;
      this.scope.node.tryRemoveChild(id);
      this.children.delete(id);
    }
  }

  private make({ id, kind, metadata }: WrittenObject): ApiObject {
    const object = new ApiObject(this.scope, id, {
      apiVersion: `${GROUP}/${VERSIONS[kind]}`,
      kind,
      metadata: defined(metadata),
      spec: Lazy.any({ produce: () => this.current().find((each) => each.id === id)?.spec }),
    });
    const { namespace } = object.metadata;
    const other = claimName(kind, object, namespace, metadata.name);
    if (other !== undefined) {
      this.scope.node.tryRemoveChild(id);
      throw this.fail(`'${other.node.scope?.node.path}' makes a${kind === 'HTTPRoute' ? 'n' : ''} ${kind} '${metadata.name}' in the same namespace`
        + `${namespace === undefined ? '' : ` '${namespace}'`}, and an object's name is unique there; `
        + (kind === 'Gateway' ? `attach to it with GatewayRef.named('${metadata.name}'), or set another name` : 'set another id, metadata.name or metadata.namespace'));
    }
    return object;
  }
}
