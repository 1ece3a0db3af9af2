import {
  customResourceDefinitionStatusStrategy,
  customResourceDefinitionStrategy,
} from '../apiextensions/definition/custom-resource-definition-strategy.js';
import {
  mutatingWebhookConfigurationStrategy,
  validatingWebhookConfigurationStrategy,
} from './admissionregistration/webhook-configuration-strategies.js';
import { daemonSetStrategy } from './apps/daemon-set-strategy.js';
import { deploymentStrategy } from './apps/deployment-strategy.js';
import { replicaSetStrategy } from './apps/replica-set-strategy.js';
import { statefulSetStrategy } from './apps/stateful-set-strategy.js';
import {
  horizontalPodAutoscalerStrategy,
  horizontalPodAutoscalerV1,
} from './autoscaling/horizontal-pod-autoscaler.js';
import { cronJobStrategy, jobStrategy } from './batch/job-strategy.js';
import {
  certificateSigningRequestApprovalStrategy,
  certificateSigningRequestStatusStrategy,
  certificateSigningRequestStrategy,
} from './certificates/certificate-signing-request-strategy.js';
import type { Conversion } from './conversion.js';
import { leaseStrategy } from './coordination/lease-strategy.js';
import { configmapStrategy } from './core/configmap-strategy.js';
import { endpointsStrategy } from './core/endpoints-strategy.js';
import { eventConversion } from './core/event-conversion.js';
import { eventStrategy } from './core/event-strategy.js';
import { limitRangeStrategy } from './core/limit-range-strategy.js';
import { namespaceFinalizeStrategy, namespaceStrategy } from './core/namespace-strategy.js';
import { nodeStrategy } from './core/node-strategy.js';
import { podEphemeralContainersStrategy, podStrategy } from './core/pod-strategy.js';
import { replicationControllerStrategy } from './core/replication-controller-strategy.js';
import { resourceQuotaStrategy } from './core/resource-quota-strategy.js';
import { secretStrategy } from './core/secret-strategy.js';
import { serviceAccountStrategy } from './core/service-account-strategy.js';
import {
  persistentVolumeClaimStrategy,
  persistentVolumeStrategy,
} from './core/volume-strategies.js';
import { endpointSliceStrategy } from './discovery/endpoint-slice-strategy.js';
import { ingressClassStrategy, ingressStrategy } from './networking/ingress-strategies.js';
import { networkPolicyStrategy } from './networking/network-policy-strategy.js';
import { podDisruptionBudgetStrategy } from './policy/pod-disruption-budget-strategy.js';
import { clusterRoleBindingStrategy, roleBindingStrategy } from './rbac/binding-strategies.js';
import { clusterRoleStrategy, roleStrategy } from './rbac/role-strategies.js';
import type { ResourceStrategy, SubresourceStrategy } from './resource-strategy.js';
import { priorityClassStrategy } from './scheduling/priority-class-strategy.js';
import { storageClassStrategy } from './storage/storage-class-strategy.js';

/**
 * Every resource with rules of its own; the others are stored as they were sent. Services are not
 * here: where their addresses come from is configured (`core/service-strategy`).
 */
export const strategies: readonly ResourceStrategy[] = [
  configmapStrategy,
  endpointsStrategy,
  eventStrategy,
  limitRangeStrategy,
  namespaceStrategy,
  nodeStrategy,
  podStrategy,
  replicationControllerStrategy,
  resourceQuotaStrategy,
  secretStrategy,
  serviceAccountStrategy,
  daemonSetStrategy,
  deploymentStrategy,
  replicaSetStrategy,
  statefulSetStrategy,
  cronJobStrategy,
  jobStrategy,
  horizontalPodAutoscalerStrategy,
  leaseStrategy,
  persistentVolumeStrategy,
  persistentVolumeClaimStrategy,
  networkPolicyStrategy,
  ingressStrategy,
  ingressClassStrategy,
  podDisruptionBudgetStrategy,
  endpointSliceStrategy,
  mutatingWebhookConfigurationStrategy,
  validatingWebhookConfigurationStrategy,
  priorityClassStrategy,
  storageClassStrategy,
  roleStrategy,
  clusterRoleStrategy,
  roleBindingStrategy,
  clusterRoleBindingStrategy,
  certificateSigningRequestStrategy,
  customResourceDefinitionStrategy,
];

/** Every subresource with rules of its own besides status and scale. */
export const subresourceStrategies: readonly SubresourceStrategy[] = [
  customResourceDefinitionStatusStrategy,
  namespaceFinalizeStrategy,
  podEphemeralContainersStrategy,
  certificateSigningRequestStatusStrategy,
  certificateSigningRequestApprovalStrategy,
];

/** Every served version whose objects are kept as those of another. */
export const conversions: readonly Conversion[] = [eventConversion, horizontalPodAutoscalerV1];
