import { checked as checkArgument, TEXT } from '../../kubernetes/shapes';
import { userError } from '../../kubernetes/user-error';

const fail = (message: string): Error => userError(`PathRewrite: ${message}`);

/** A request path, and its parts where they are marked: what nginx, HAProxy and ingress-nginx's admission all take as it stands. */
const REPLACEMENT = /^\/[-._~:A-Za-z0-9/]*$/;

/** Which path the backend sees instead of the one that the client asked for. */
export class PathRewrite {
  /**
   * Takes the route's path away: under `/api`, `/api/users` becomes `/users`, and `/api` becomes `/`.
   *
   * For routes of type Prefix.
   */
  public static stripPrefix(): PathRewrite {
    return new PathRewrite('', false);
  }

  /**
   * Puts another path in the place of the route's path: with `/v2` under `/api`, `/api/users` becomes `/v2/users`, and `/api` becomes `/v2`.
   *
   * For routes of type Prefix. Throws when the prefix has other characters.
   *
   * @param prefix starts with `/`, then letters, digits and `-._~:/`
   */
  public static replacePrefix(prefix: string): PathRewrite {
    return new PathRewrite(checked(prefix).replace(/\/+$/, ''), false);
  }

  /**
   * Sends every request of the route to one path.
   *
   * For routes of type Exact and Prefix. Throws when the path has other characters.
   *
   * @param path starts with `/`, then letters, digits and `-._~:/`
   */
  public static replacePath(path: string): PathRewrite {
    return new PathRewrite(checked(path), true);
  }

  /**
   * The new prefix or path; empty where the prefix is stripped.
   *
   * @internal
   */
  public readonly _path: string;

  /**
   * Whether the whole path is replaced.
   *
   * @internal
   */
  public readonly _whole: boolean;

  private constructor(path: string, whole: boolean) {
    this._path = path;
    this._whole = whole;
  }
}

function checked(path: string): string {
  checkArgument(path, TEXT, 'path', fail);
  if (!REPLACEMENT.test(path) || path.includes('//')) {
    throw fail(`'${path}' is not a path to rewrite to; it starts with '/' and has letters, digits and -._~:/ only, no '//'`);
  }
  return path;
}
