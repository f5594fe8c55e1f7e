/** One port that a backend offers. */
export interface BackendPort {
  /**
   * The port's name.
   *
   * @default - the port has no name
   */
  readonly name?: string;

  /** The Service's port, 1 to 65535 (never the target port). */
  readonly port: number;

  /**
   * `TCP`, `UDP` or `SCTP`.
   *
   * @default 'TCP'
   */
  readonly protocol?: string;
}

/**
 * Something that a request can be sent to: a Service, by name, namespace and ports.
 *
 * `ExposedApp`, `HeadlessSet` and `ExternalAlias` are backends.
 */
export interface IBackend {
  /** The Service's name. */
  readonly serviceName: string;

  /** The Service's namespace; undefined where the object names none and the namespace is chosen when it is applied. */
  readonly namespace?: string;

  /** The ports that the Service offers; empty where they are not known. */
  readonly backendPorts: BackendPort[];
}
