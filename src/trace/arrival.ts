import type { Context } from './context';
import { mergeDestinations, explainDestinations, toDestinations, type ViaService } from './destinations';
import { passPolicies } from './policies';
import { delivered, failed, type Ending } from './trail';
import type { RoutedDestination } from '../cluster/services/service-routing';

/** The connection arrives at pods and addresses, as far as NetworkPolicies let it. */
export function arriveAt(context: Context, via: ViaService, routed: readonly RoutedDestination[]): Ending {
  const passed = passPolicies(context, routed);
  if (passed.length === 0) return failed('policy-blocks');
  explainDestinations(context.trail, passed);
  return delivered(mergeDestinations(toDestinations(via, passed)));
}
