import { openQuestion, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { describe } from '../../../kubernetes/resource';

/** What of the answers of an AWS load balancer is in no manifest. */

export function classMissing(name: string, source: Source): OpenQuestion {
  return openQuestion('alb-class-missing', { class: name }, [source],
    () => `whether IngressClass ${name} of the AWS Load Balancer Controller exists, which is not in the manifests: without it the controller refuses ${describe(source.resource)}`);
}

export function paramsMissing(name: string, ingressClass: string, source: Source): OpenQuestion {
  return openQuestion('alb-class-params-missing', { params: name, class: ingressClass }, [source],
    () => `what IngressClassParams ${name} says, which is not in the manifests: it may set the group, the target type and the certificates of IngressClass ${ingressClass},`
      + ` and without it the controller ignores ${describe(source.resource)}`);
}

export function groupNotBuilt(group: string, cause: string, source: Source): OpenQuestion {
  return openQuestion('alb-group-not-built', { group }, [source],
    () => `what the load balancer of group ${group} served before: the controller changes nothing of it, and makes no new one, because ${cause}`);
}

export function defaultTargetType(service: string, source: Source): OpenQuestion {
  return openQuestion('alb-default-target-type', {}, [source],
    () => `whether the AWS Load Balancer Controller is started with --default-target-type=ip: Service ${service} has no node port, and the target type is instance by default`);
}

export function certificateDiscovery(hosts: readonly string[], source: Source): OpenQuestion {
  return openQuestion('alb-certificate-discovery', { hosts: [...hosts].sort().join(', ') }, [source],
    () => hosts.length === 0
      ? `${describe(source.resource)} names neither a certificate nor a host to find one for: AWS refuses an HTTPS listener without certificate`
      : `whether AWS Certificate Manager has a certificate for ${hosts.join(', ')}: without one for each the controller builds nothing of the group`);
}

export function targetGroup(arn: string, source: Source): OpenQuestion {
  return openQuestion('alb-target-group', { arn }, [source], () => `what is registered in the target group ${arn}, which is made outside the cluster`);
}

export function limitOfAws(what: string, source: Source): OpenQuestion {
  return openQuestion('alb-limit', { what }, [source], () => `whether AWS takes the rule of ${source.field} of ${describe(source.resource)}: ${what}`);
}

export function pathNormalisation(path: string): OpenQuestion {
  return openQuestion('alb-path-normalization', {}, [], () => `how the load balancer normalizes ${path} before it matches it, which is not documented; it is taken as it was sent`);
}
