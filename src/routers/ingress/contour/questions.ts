import { openQuestion, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { describe } from '../../../kubernetes/resource';

/** More objects than these are counted, not named. */
const MOST_NAMED = 3;

export function sameMatch(host: string, path: string, sources: readonly Source[]): OpenQuestion {
  return openQuestion('contour-same-match', { host, path }, sources, () => {
    const named = sources.slice(0, MOST_NAMED).map((each) => describe(each.resource));
    const more = sources.length > MOST_NAMED ? [`${sources.length - MOST_NAMED} more`] : [];
    return `which Ingress Contour reads last, since several have ${path} for ${host === '' ? 'every host' : host} and the last one stays: ${[...named, ...more].join(' or ')}`;
  });
}

export function className(name: string, source: Source): OpenQuestion {
  return openQuestion('contour-class-name', { class: name }, [source],
    () => `whether Contour is started with --ingress-class-name=${name}: it knows classes by name alone, and takes only contour without it`);
}

export function externalNames(service: string, source: Source): OpenQuestion {
  return openQuestion('contour-external-names', {}, [source],
    () => `whether Contour takes ExternalName Services (enableExternalNameService), as Service ${service}; by default it leaves the path out`);
}

export function missingCertificate(secret: string, source: Source): OpenQuestion {
  return openQuestion('contour-certificate', {}, [source],
    () => `whether Secret ${secret} exists outside the manifests: without it Contour serves no https for the hosts of ${describe(source.resource)}`);
}

export function refusedTable(source: Source): OpenQuestion {
  return openQuestion('contour-table-refused', {}, [source],
    () => `what Envoy served before: it refuses the whole table because of ${source.field} of ${describe(source.resource)}, and keeps the last one that it took`);
}
