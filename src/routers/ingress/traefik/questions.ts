import type { EntryPoint } from './settings';
import { openQuestion, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { describe } from '../../../kubernetes/resource';

/** What of a Traefik's answers stands in no manifest of the cluster's applications. */

export function entryPointTls({ name }: EntryPoint, source: Source): OpenQuestion {
  return openQuestion('traefik-entry-point-tls', { entryPoint: name }, [source],
    () => `whether Traefik's entry point ${name} has TLS (http.tls), which its Helm chart turns on and Traefik itself does not:`
      + ` ${describe(source.resource)} does not set router.tls`);
}

export function entryPointUnknown(name: string, source: Source): OpenQuestion {
  return openQuestion('traefik-entry-point', { entryPoint: name }, [source],
    () => `whether Traefik has an entry point ${name}, which ${describe(source.resource)} names`);
}

export function emptyServices(service: string, source: Source): OpenQuestion {
  return openQuestion('traefik-empty-services', {}, [source],
    () => 'whether Traefik takes Services without endpoints (allowEmptyServices), as its Helm chart sets it: it then answers 503 for'
      + ` Service ${service}, and else leaves the path out`);
}

export function externalNames(service: string, source: Source): OpenQuestion {
  return openQuestion('traefik-external-names', {}, [source],
    () => `whether Traefik takes ExternalName Services (allowExternalNameServices), as Service ${service}; by default it leaves the path out`);
}

/** @param what `Middleware shop/strip` */
export function missingObject(what: string, source: Source): OpenQuestion {
  return openQuestion('traefik-object-missing', { kind: what.split(' ')[0] }, [source],
    () => `whether ${what} exists outside the manifests: without it Traefik leaves out what names it`);
}

export function otherProvider(reference: string, source: Source): OpenQuestion {
  return openQuestion('traefik-other-provider', { reference }, [source],
    () => `what ${reference} is, which Traefik reads from elsewhere than the cluster's objects`);
}

export function sharedRouterName(name: string, source: Source, others: readonly Source[]): OpenQuestion {
  return openQuestion('traefik-router-name', { name }, [source, ...others],
    () => `which Ingress Traefik reads last: ${[source, ...others].map((each) => `${describe(each.resource)} ${each.field}`).join(' and ')} make routers`
      + ` of the same name (${name}), and only the last one stays`);
}

export function sharedServiceName(name: string, source: Source, services: readonly string[]): OpenQuestion {
  return openQuestion('traefik-service-name', { name }, [source],
    () => `which Service Traefik reads last: ${services.join(' and ')} have the same name there (${name}), and only the last one stays`);
}

export function severalDefaultBackends(source: Source, others: readonly Source[]): OpenQuestion {
  return openQuestion('traefik-default-backends', {}, [source, ...others],
    () => `which default backend Traefik reads first, since it takes no second one: ${[source, ...others].map((each) => describe(each.resource)).join(' or ')}`);
}

export function classMissing(name: string, source: Source): OpenQuestion {
  return openQuestion('traefik-class-missing', { class: name }, [source],
    () => `whether IngressClass ${name} exists, which is not in the manifests: Traefik ignores ${describe(source.resource)} without it`);
}

export function ruleSyntax(source: Source): OpenQuestion {
  return openQuestion('traefik-rule-syntax', {}, [source],
    () => `how Traefik reads the rule in the syntax of its version 2, which ${describe(source.resource)} asks for and which is not simulated`);
}

/** @param what `refuses the request (429)` */
export function middlewareNotSimulated(type: string, settings: string, what: string, source: Source): OpenQuestion {
  return openQuestion('traefik-middleware', { type, settings }, [source], () => `whether ${describe(source.resource)} (${type}) ${what}, which is not simulated`);
}
