// Made by scripts/update-kube-schema.ts; do not edit.
export const typeTable = `
scheme /v1 admission.k8s.io/v1 admission.k8s.io/v1beta1 admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1alpha1 admissionregistration.k8s.io/v1beta1 apiextensions.k8s.io/v1 apiextensions.k8s.io/v1beta1 apiregistration.k8s.io/v1 apiregistration.k8s.io/v1beta1 apps/v1 apps/v1beta1 apps/v1beta2 authentication.k8s.io/v1 authentication.k8s.io/v1alpha1 authentication.k8s.io/v1beta1 authorization.k8s.io/v1 authorization.k8s.io/v1beta1 autoscaling/v1 autoscaling/v2 batch/v1 batch/v1beta1 certificates.k8s.io/v1 certificates.k8s.io/v1alpha1 certificates.k8s.io/v1beta1 coordination.k8s.io/v1 coordination.k8s.io/v1alpha2 coordination.k8s.io/v1beta1 discovery.k8s.io/v1 discovery.k8s.io/v1beta1 events.k8s.io/v1 events.k8s.io/v1beta1 extensions/v1beta1 flowcontrol.apiserver.k8s.io/v1 flowcontrol.apiserver.k8s.io/v1beta1 flowcontrol.apiserver.k8s.io/v1beta2 flowcontrol.apiserver.k8s.io/v1beta3 imagepolicy.k8s.io/v1alpha1 internal.apiserver.k8s.io/v1alpha1 networking.k8s.io/v1 networking.k8s.io/v1beta1 node.k8s.io/v1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1 policy/v1 policy/v1beta1 rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1alpha1 rbac.authorization.k8s.io/v1beta1 resource.k8s.io/v1 resource.k8s.io/v1alpha3 resource.k8s.io/v1beta1 resource.k8s.io/v1beta2 scheduling.k8s.io/v1 scheduling.k8s.io/v1alpha2 scheduling.k8s.io/v1beta1 storage.k8s.io/v1 storage.k8s.io/v1alpha1 storage.k8s.io/v1beta1 storagemigration.k8s.io/v1beta1
package meta.v1 io.k8s.apimachinery.pkg.apis.meta.v1
package admissionregistration.v1 io.k8s.api.admissionregistration.v1 admissionregistration.k8s.io/v1
package apps.v1 io.k8s.api.apps.v1 apps/v1
package authentication.v1 io.k8s.api.authentication.v1 authentication.k8s.io/v1
package authorization.v1 io.k8s.api.authorization.v1 authorization.k8s.io/v1
package autoscaling.v1 io.k8s.api.autoscaling.v1 autoscaling/v1
package autoscaling.v2 io.k8s.api.autoscaling.v2 autoscaling/v2
package batch.v1 io.k8s.api.batch.v1 batch/v1
package certificates.v1 io.k8s.api.certificates.v1 certificates.k8s.io/v1
package coordination.v1 io.k8s.api.coordination.v1 coordination.k8s.io/v1
package core.v1 io.k8s.api.core.v1 /v1
package discovery.v1 io.k8s.api.discovery.v1 discovery.k8s.io/v1
package events.v1 io.k8s.api.events.v1 events.k8s.io/v1
package flowcontrol.v1 io.k8s.api.flowcontrol.v1 flowcontrol.apiserver.k8s.io/v1
package networking.v1 io.k8s.api.networking.v1 networking.k8s.io/v1
package node.v1 io.k8s.api.node.v1 node.k8s.io/v1
package policy.v1 io.k8s.api.policy.v1 policy/v1
package rbac.v1 io.k8s.api.rbac.v1 rbac.authorization.k8s.io/v1
package resource.v1 io.k8s.api.resource.v1 resource.k8s.io/v1
package scheduling.v1 io.k8s.api.scheduling.v1 scheduling.k8s.io/v1
package storage.v1 io.k8s.api.storage.v1 storage.k8s.io/v1
package apiextensions.v1 io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1 apiextensions.k8s.io/v1
package apiregistration.v1 io.k8s.kube-aggregator.pkg.apis.apiregistration.v1 apiregistration.k8s.io/v1
enum admissionregistration.v1.FailurePolicyType Fail|Ignore
enum admissionregistration.v1.MatchPolicyType Equivalent|Exact
enum admissionregistration.v1.OperationType *|CONNECT|CREATE|DELETE|UPDATE
enum admissionregistration.v1.PatchType ApplyConfiguration|JSONPatch
enum admissionregistration.v1.ReinvocationPolicyType IfNeeded|Never
enum admissionregistration.v1.ScopeType *|Cluster|Namespaced
enum admissionregistration.v1.SideEffectClass None|NoneOnDryRun|Some|Unknown
enum admissionregistration.v1.ValidationAction Audit|Deny|Warn
enum apiextensions.v1.FieldValueErrorReason FieldValueDuplicate|FieldValueForbidden|FieldValueInvalid|FieldValueRequired
enum apps.v1.DaemonSetUpdateStrategyType OnDelete|RollingUpdate
enum apps.v1.DeploymentStrategyType Recreate|RollingUpdate
enum apps.v1.PodManagementPolicyType OrderedReady|Parallel
enum apps.v1.StatefulSetUpdateStrategyType OnDelete|RollingUpdate
enum batch.v1.CompletionMode Indexed|NonIndexed
enum batch.v1.ConcurrencyPolicy Allow|Forbid|Replace
enum batch.v1.PodFailurePolicyAction Count|FailIndex|FailJob|Ignore
enum batch.v1.PodFailurePolicyOnExitCodesOperator In|NotIn
enum batch.v1.PodReplacementPolicy Failed|TerminatingOrFailed
enum certificates.v1.KeyUsage any|cert sign|client auth|code signing|content commitment|crl sign|data encipherment|decipher only|digital signature|email protection|encipher only|ipsec end system|ipsec tunnel|ipsec user|key agreement|key encipherment|microsoft sgc|netscape sgc|ocsp signing|s/mime|server auth|signing|timestamping
enum core.v1.AppArmorProfileType Localhost|RuntimeDefault|Unconfined
enum core.v1.AzureDataDiskCachingMode None|ReadOnly|ReadWrite
enum core.v1.AzureDataDiskKind Dedicated|Managed|Shared
enum core.v1.ClaimResourceStatus ControllerResizeInProgress|ControllerResizeInfeasible|NodeResizeInProgress|NodeResizeInfeasible|NodeResizePending
enum core.v1.DNSPolicy ClusterFirst|ClusterFirstWithHostNet|Default|None
enum core.v1.HostPathType |BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket
enum core.v1.IPFamily |IPv4|IPv6
enum core.v1.IPFamilyPolicy PreferDualStack|RequireDualStack|SingleStack
enum core.v1.MountPropagationMode Bidirectional|HostToContainer|None
enum core.v1.NamespacePhase Active|Terminating
enum core.v1.NodeInclusionPolicy Honor|Ignore
enum core.v1.NodePhase Pending|Running|Terminated
enum core.v1.NodeSelectorOperator DoesNotExist|Exists|Gt|In|Lt|NotIn
enum core.v1.PersistentVolumeAccessMode ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod
enum core.v1.PersistentVolumeClaimModifyVolumeStatus InProgress|Infeasible|Pending
enum core.v1.PersistentVolumeClaimPhase Bound|Lost|Pending
enum core.v1.PersistentVolumeMode Block|Filesystem
enum core.v1.PersistentVolumePhase Available|Bound|Failed|Pending|Released
enum core.v1.PersistentVolumeReclaimPolicy Delete|Recycle|Retain
enum core.v1.PodFSGroupChangePolicy Always|OnRootMismatch
enum core.v1.PodPhase Failed|Pending|Running|Succeeded|Unknown
enum core.v1.PodQOSClass BestEffort|Burstable|Guaranteed
enum core.v1.PreemptionPolicy Never|PreemptLowerPriority
enum core.v1.ProcMountType Default|Unmasked
enum core.v1.Protocol SCTP|TCP|UDP
enum core.v1.PullPolicy Always|IfNotPresent|Never
enum core.v1.ResourceQuotaScope BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass
enum core.v1.RestartPolicy Always|Never|OnFailure
enum core.v1.ScopeSelectorOperator DoesNotExist|Exists|In|NotIn
enum core.v1.SeccompProfileType Localhost|RuntimeDefault|Unconfined
enum core.v1.ServiceAffinity ClientIP|None
enum core.v1.ServiceExternalTrafficPolicy Cluster|Local
enum core.v1.ServiceInternalTrafficPolicy Cluster|Local
enum core.v1.ServiceType ClusterIP|ExternalName|LoadBalancer|NodePort
enum core.v1.Signal SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ
enum core.v1.SupplementalGroupsPolicy Merge|Strict
enum core.v1.TaintEffect NoExecute|NoSchedule|PreferNoSchedule
enum core.v1.TerminationMessagePolicy FallbackToLogsOnError|File
enum core.v1.TolerationOperator Equal|Exists|Gt|Lt
enum core.v1.URIScheme HTTP|HTTPS
enum core.v1.UnsatisfiableConstraintAction DoNotSchedule|ScheduleAnyway
enum discovery.v1.AddressType FQDN|IPv4|IPv6
enum networking.v1.PathType Exact|ImplementationSpecific|Prefix
enum networking.v1.PolicyType Egress|Ingress
enum policy.v1.UnhealthyPodEvictionPolicyType AlwaysAllow|IfHealthyBudget
enum resource.v1.AllocationConfigSource FromClaim|FromClass
enum resource.v1.DeviceAllocationMode All|ExactCount
enum resource.v1.DeviceTaintEffect NoExecute|NoSchedule|None
enum resource.v1.DeviceTolerationOperator Equal|Exists
enum storage.v1.VolumeBindingMode Immediate|WaitForFirstConsumer
type admissionregistration.v1.ApplyConfiguration
 expression 1 string
type admissionregistration.v1.AuditAnnotation
 key 1 string always required
 valueExpression 2 string always required
type admissionregistration.v1.ExpressionWarning
 fieldRef 2 string always required
 warning 3 string always required
type admissionregistration.v1.JSONPatch
 expression 1 string
type admissionregistration.v1.MatchCondition
 name 1 string always required
 expression 2 string always required
type admissionregistration.v1.MatchResources map=atomic
 namespaceSelector 1 *meta.v1.LabelSelector
 objectSelector 2 *meta.v1.LabelSelector
 resourceRules 3 []admissionregistration.v1.NamedRuleWithOperations list=atomic
 excludeResourceRules 4 []admissionregistration.v1.NamedRuleWithOperations list=atomic
 matchPolicy 7 *admissionregistration.v1.MatchPolicyType:string
type admissionregistration.v1.MutatingAdmissionPolicy kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 admissionregistration.v1.MutatingAdmissionPolicySpec
type admissionregistration.v1.MutatingAdmissionPolicyBinding kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 admissionregistration.v1.MutatingAdmissionPolicyBindingSpec
type admissionregistration.v1.MutatingAdmissionPolicyBindingList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []admissionregistration.v1.MutatingAdmissionPolicyBinding always required
type admissionregistration.v1.MutatingAdmissionPolicyBindingSpec
 policyName 1 string
 paramRef 2 *admissionregistration.v1.ParamRef
 matchResources 3 *admissionregistration.v1.MatchResources
type admissionregistration.v1.MutatingAdmissionPolicyList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []admissionregistration.v1.MutatingAdmissionPolicy always required
type admissionregistration.v1.MutatingAdmissionPolicySpec
 paramKind 1 *admissionregistration.v1.ParamKind
 matchConstraints 2 *admissionregistration.v1.MatchResources
 variables 3 []admissionregistration.v1.Variable list=atomic
 mutations 4 []admissionregistration.v1.Mutation list=atomic
 failurePolicy 5 *admissionregistration.v1.FailurePolicyType:string
 matchConditions 6 []admissionregistration.v1.MatchCondition list=map:name patch=merge key=name
 reinvocationPolicy 7 admissionregistration.v1.ReinvocationPolicyType:string
type admissionregistration.v1.MutatingWebhook
 name 1 string always required
 clientConfig 2 admissionregistration.v1.WebhookClientConfig always required
 rules 3 []admissionregistration.v1.RuleWithOperations list=atomic
 failurePolicy 4 *admissionregistration.v1.FailurePolicyType:string
 matchPolicy 9 *admissionregistration.v1.MatchPolicyType:string
 namespaceSelector 5 *meta.v1.LabelSelector
 objectSelector 11 *meta.v1.LabelSelector
 sideEffects 6 *admissionregistration.v1.SideEffectClass:string always required
 timeoutSeconds 7 *int32
 admissionReviewVersions 8 []string always required list=atomic
 reinvocationPolicy 10 *admissionregistration.v1.ReinvocationPolicyType:string
 matchConditions 12 []admissionregistration.v1.MatchCondition list=map:name patch=merge key=name
type admissionregistration.v1.MutatingWebhookConfiguration kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 webhooks 2 []admissionregistration.v1.MutatingWebhook list=map:name patch=merge key=name
type admissionregistration.v1.MutatingWebhookConfigurationList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []admissionregistration.v1.MutatingWebhookConfiguration always required
type admissionregistration.v1.Mutation
 patchType 2 admissionregistration.v1.PatchType:string always required
 applyConfiguration 3 *admissionregistration.v1.ApplyConfiguration
 jsonPatch 4 *admissionregistration.v1.JSONPatch
type admissionregistration.v1.NamedRuleWithOperations map=atomic
 resourceNames 1 []string list=atomic
 operations 2.1 []admissionregistration.v1.OperationType:string in=RuleWithOperations list=atomic
 apiGroups 2.2.1 []string in=RuleWithOperations.Rule list=atomic
 apiVersions 2.2.2 []string in=RuleWithOperations.Rule list=atomic
 resources 2.2.3 []string in=RuleWithOperations.Rule list=atomic
 scope 2.2.4 *admissionregistration.v1.ScopeType:string in=RuleWithOperations.Rule
type admissionregistration.v1.ParamKind map=atomic
 apiVersion 1 string
 kind 2 string
type admissionregistration.v1.ParamRef map=atomic
 name 1 string
 namespace 2 string
 selector 3 *meta.v1.LabelSelector
 parameterNotFoundAction 4 *admissionregistration.v1.ParameterNotFoundActionType:string
type admissionregistration.v1.RuleWithOperations
 operations 1 []admissionregistration.v1.OperationType:string list=atomic
 apiGroups 2.1 []string in=Rule list=atomic
 apiVersions 2.2 []string in=Rule list=atomic
 resources 2.3 []string in=Rule list=atomic
 scope 2.4 *admissionregistration.v1.ScopeType:string in=Rule
type admissionregistration.v1.ServiceReference
 namespace 1 string always required
 name 2 string always required
 path 3 *string
 port 4 *int32
type admissionregistration.v1.TypeChecking
 expressionWarnings 1 []admissionregistration.v1.ExpressionWarning list=atomic
type admissionregistration.v1.ValidatingAdmissionPolicy kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 admissionregistration.v1.ValidatingAdmissionPolicySpec
 status 3 admissionregistration.v1.ValidatingAdmissionPolicyStatus
type admissionregistration.v1.ValidatingAdmissionPolicyBinding kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec required
type admissionregistration.v1.ValidatingAdmissionPolicyBindingList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []admissionregistration.v1.ValidatingAdmissionPolicyBinding always required
type admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec
 policyName 1 string required
 paramRef 2 *admissionregistration.v1.ParamRef
 matchResources 3 *admissionregistration.v1.MatchResources
 validationActions 4 []admissionregistration.v1.ValidationAction:string required list=set
type admissionregistration.v1.ValidatingAdmissionPolicyList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []admissionregistration.v1.ValidatingAdmissionPolicy always required
type admissionregistration.v1.ValidatingAdmissionPolicySpec
 paramKind 1 *admissionregistration.v1.ParamKind
 matchConstraints 2 *admissionregistration.v1.MatchResources
 validations 3 []admissionregistration.v1.Validation list=atomic
 failurePolicy 4 *admissionregistration.v1.FailurePolicyType:string
 auditAnnotations 5 []admissionregistration.v1.AuditAnnotation list=atomic
 matchConditions 6 []admissionregistration.v1.MatchCondition list=map:name patch=merge key=name
 variables 7 []admissionregistration.v1.Variable list=map:name patch=merge key=name
type admissionregistration.v1.ValidatingAdmissionPolicyStatus
 observedGeneration 1 int64
 typeChecking 2 *admissionregistration.v1.TypeChecking
 conditions 3 []meta.v1.Condition list=map:type
type admissionregistration.v1.ValidatingWebhook
 name 1 string always required
 clientConfig 2 admissionregistration.v1.WebhookClientConfig always required
 rules 3 []admissionregistration.v1.RuleWithOperations list=atomic
 failurePolicy 4 *admissionregistration.v1.FailurePolicyType:string
 matchPolicy 9 *admissionregistration.v1.MatchPolicyType:string
 namespaceSelector 5 *meta.v1.LabelSelector
 objectSelector 10 *meta.v1.LabelSelector
 sideEffects 6 *admissionregistration.v1.SideEffectClass:string always required
 timeoutSeconds 7 *int32
 admissionReviewVersions 8 []string always required list=atomic
 matchConditions 11 []admissionregistration.v1.MatchCondition list=map:name patch=merge key=name
type admissionregistration.v1.ValidatingWebhookConfiguration kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 webhooks 2 []admissionregistration.v1.ValidatingWebhook list=map:name patch=merge key=name
type admissionregistration.v1.ValidatingWebhookConfigurationList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []admissionregistration.v1.ValidatingWebhookConfiguration always required
type admissionregistration.v1.Validation
 expression 1 string always required
 message 2 string
 reason 3 *meta.v1.StatusReason:string
 messageExpression 4 string
type admissionregistration.v1.Variable map=atomic
 name 1 string always required
 expression 2 string always required
type admissionregistration.v1.WebhookClientConfig
 url 3 *string
 service 1 *admissionregistration.v1.ServiceReference
 caBundle 2 bytes
type apps.v1.ControllerRevision kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 data 2 rawExtension
 revision 3 int64 always required
type apps.v1.ControllerRevisionList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []apps.v1.ControllerRevision always required
type apps.v1.DaemonSet kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 apps.v1.DaemonSetSpec
 status 3 apps.v1.DaemonSetStatus
type apps.v1.DaemonSetCondition
 type 1 apps.v1.DaemonSetConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
type apps.v1.DaemonSetList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []apps.v1.DaemonSet always required
type apps.v1.DaemonSetSpec
 selector 1 *meta.v1.LabelSelector always required
 template 2 core.v1.PodTemplateSpec always required
 updateStrategy 3 apps.v1.DaemonSetUpdateStrategy
 minReadySeconds 4 int32
 revisionHistoryLimit 6 *int32
type apps.v1.DaemonSetStatus
 currentNumberScheduled 1 int32 always required
 numberMisscheduled 2 int32 always required
 desiredNumberScheduled 3 int32 always required
 numberReady 4 int32 always required
 observedGeneration 5 int64
 updatedNumberScheduled 6 int32
 numberAvailable 7 int32
 numberUnavailable 8 int32
 collisionCount 9 *int32
 conditions 10 []apps.v1.DaemonSetCondition list=map:type patch=merge key=type
type apps.v1.DaemonSetUpdateStrategy
 type 1 apps.v1.DaemonSetUpdateStrategyType:string
 rollingUpdate 2 *apps.v1.RollingUpdateDaemonSet
type apps.v1.Deployment kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 apps.v1.DeploymentSpec
 status 3 apps.v1.DeploymentStatus
type apps.v1.DeploymentCondition
 type 1 apps.v1.DeploymentConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastUpdateTime 6 time
 lastTransitionTime 7 time
 reason 4 string
 message 5 string
type apps.v1.DeploymentList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []apps.v1.Deployment always required
type apps.v1.DeploymentSpec
 replicas 1 *int32
 selector 2 *meta.v1.LabelSelector always required
 template 3 core.v1.PodTemplateSpec always required
 strategy 4 apps.v1.DeploymentStrategy patch=retainKeys
 minReadySeconds 5 int32
 revisionHistoryLimit 6 *int32
 paused 7 bool
 progressDeadlineSeconds 9 *int32
type apps.v1.DeploymentStatus
 observedGeneration 1 int64
 replicas 2 int32
 updatedReplicas 3 int32
 readyReplicas 7 int32
 availableReplicas 4 int32
 unavailableReplicas 5 int32
 terminatingReplicas 9 *int32
 conditions 6 []apps.v1.DeploymentCondition list=map:type patch=merge key=type
 collisionCount 8 *int32
type apps.v1.DeploymentStrategy
 type 1 apps.v1.DeploymentStrategyType:string
 rollingUpdate 2 *apps.v1.RollingUpdateDeployment
type apps.v1.ReplicaSet kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 apps.v1.ReplicaSetSpec
 status 3 apps.v1.ReplicaSetStatus
type apps.v1.ReplicaSetCondition
 type 1 apps.v1.ReplicaSetConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
type apps.v1.ReplicaSetList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []apps.v1.ReplicaSet always required
type apps.v1.ReplicaSetSpec
 replicas 1 *int32
 minReadySeconds 4 int32
 selector 2 *meta.v1.LabelSelector always required
 template 3 core.v1.PodTemplateSpec
type apps.v1.ReplicaSetStatus
 replicas 1 int32 always required
 fullyLabeledReplicas 2 int32
 readyReplicas 4 int32
 availableReplicas 5 int32
 terminatingReplicas 7 *int32
 observedGeneration 3 int64
 conditions 6 []apps.v1.ReplicaSetCondition list=map:type patch=merge key=type
type apps.v1.RollingUpdateDaemonSet
 maxUnavailable 1 *intOrString
 maxSurge 2 *intOrString
type apps.v1.RollingUpdateDeployment
 maxUnavailable 1 *intOrString
 maxSurge 2 *intOrString
type apps.v1.RollingUpdateStatefulSetStrategy
 partition 1 *int32
 maxUnavailable 2 *intOrString
type apps.v1.StatefulSet kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 apps.v1.StatefulSetSpec
 status 3 apps.v1.StatefulSetStatus
type apps.v1.StatefulSetCondition
 type 1 apps.v1.StatefulSetConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
type apps.v1.StatefulSetList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []apps.v1.StatefulSet always required
type apps.v1.StatefulSetOrdinals
 start 1 int32 always
type apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
 whenDeleted 1 apps.v1.PersistentVolumeClaimRetentionPolicyType:string
 whenScaled 2 apps.v1.PersistentVolumeClaimRetentionPolicyType:string
type apps.v1.StatefulSetSpec
 replicas 1 *int32
 selector 2 *meta.v1.LabelSelector always required
 template 3 core.v1.PodTemplateSpec always required
 volumeClaimTemplates 4 []core.v1.PersistentVolumeClaim list=atomic
 serviceName 5 string always
 podManagementPolicy 6 apps.v1.PodManagementPolicyType:string
 updateStrategy 7 apps.v1.StatefulSetUpdateStrategy
 revisionHistoryLimit 8 *int32
 minReadySeconds 9 int32
 persistentVolumeClaimRetentionPolicy 10 *apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
 ordinals 11 *apps.v1.StatefulSetOrdinals
type apps.v1.StatefulSetStatus
 observedGeneration 1 int64
 replicas 2 int32 always required
 readyReplicas 3 int32
 currentReplicas 4 int32
 updatedReplicas 5 int32
 currentRevision 6 string
 updateRevision 7 string
 collisionCount 9 *int32
 conditions 10 []apps.v1.StatefulSetCondition list=map:type patch=merge key=type
 availableReplicas 11 int32 always
type apps.v1.StatefulSetUpdateStrategy
 type 1 apps.v1.StatefulSetUpdateStrategyType:string
 rollingUpdate 2 *apps.v1.RollingUpdateStatefulSetStrategy
type authentication.v1.BoundObjectReference
 kind 1 string
 apiVersion 2 string
 name 3 string
 uid 4 pkg.types.UID:string
type authentication.v1.SelfSubjectReview kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 status 2 authentication.v1.SelfSubjectReviewStatus
type authentication.v1.SelfSubjectReviewStatus
 userInfo 1 authentication.v1.UserInfo
type authentication.v1.TokenRequest kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 authentication.v1.TokenRequestSpec always
 status 3 authentication.v1.TokenRequestStatus
type authentication.v1.TokenRequestSpec
 audiences 1 []string always list=atomic
 expirationSeconds 4 *int64 always
 boundObjectRef 3 *authentication.v1.BoundObjectReference always
type authentication.v1.TokenRequestStatus
 token 1 string always
 expirationTimestamp 2 time always
type authentication.v1.TokenReview kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 authentication.v1.TokenReviewSpec always required
 status 3 authentication.v1.TokenReviewStatus
type authentication.v1.TokenReviewSpec
 token 1 string required
 audiences 2 []string list=atomic
type authentication.v1.TokenReviewStatus
 authenticated 1 bool
 user 2 authentication.v1.UserInfo
 audiences 4 []string list=atomic
 error 3 string
type authentication.v1.UserInfo
 username 1 string
 uid 2 string
 groups 3 []string list=atomic
 extra 4 {}authentication.v1.ExtraValue:~[]string
type authorization.v1.FieldSelectorAttributes
 rawSelector 1 string
 requirements 2 []meta.v1.FieldSelectorRequirement list=atomic
type authorization.v1.LabelSelectorAttributes
 rawSelector 1 string
 requirements 2 []meta.v1.LabelSelectorRequirement list=atomic
type authorization.v1.LocalSubjectAccessReview kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 authorization.v1.SubjectAccessReviewSpec always required
 status 3 authorization.v1.SubjectAccessReviewStatus
type authorization.v1.NonResourceAttributes
 path 1 string
 verb 2 string
type authorization.v1.NonResourceRule
 verbs 1 []string always required list=atomic
 nonResourceURLs 2 []string list=atomic
type authorization.v1.ResourceAttributes
 namespace 1 string
 verb 2 string
 group 3 string
 version 4 string
 resource 5 string
 subresource 6 string
 name 7 string
 fieldSelector 8 *authorization.v1.FieldSelectorAttributes
 labelSelector 9 *authorization.v1.LabelSelectorAttributes
type authorization.v1.ResourceRule
 verbs 1 []string always required list=atomic
 apiGroups 2 []string list=atomic
 resources 3 []string list=atomic
 resourceNames 4 []string list=atomic
type authorization.v1.SelfSubjectAccessReview kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 authorization.v1.SelfSubjectAccessReviewSpec always required
 status 3 authorization.v1.SubjectAccessReviewStatus
type authorization.v1.SelfSubjectAccessReviewSpec
 resourceAttributes 1 *authorization.v1.ResourceAttributes
 nonResourceAttributes 2 *authorization.v1.NonResourceAttributes
type authorization.v1.SelfSubjectRulesReview kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 authorization.v1.SelfSubjectRulesReviewSpec always required
 status 3 authorization.v1.SubjectRulesReviewStatus
type authorization.v1.SelfSubjectRulesReviewSpec
 namespace 1 string
type authorization.v1.SubjectAccessReview kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 authorization.v1.SubjectAccessReviewSpec always required
 status 3 authorization.v1.SubjectAccessReviewStatus
type authorization.v1.SubjectAccessReviewSpec
 resourceAttributes 1 *authorization.v1.ResourceAttributes
 nonResourceAttributes 2 *authorization.v1.NonResourceAttributes
 user 3 string
 groups 4 []string list=atomic
 extra 5 {}authorization.v1.ExtraValue:~[]string
 uid 6 string
type authorization.v1.SubjectAccessReviewStatus
 allowed 1 bool always required
 denied 4 bool
 reason 2 string
 evaluationError 3 string
type authorization.v1.SubjectRulesReviewStatus
 resourceRules 1 []authorization.v1.ResourceRule always required list=atomic
 nonResourceRules 2 []authorization.v1.NonResourceRule always required list=atomic
 incomplete 3 bool always required
 evaluationError 4 string
type autoscaling.v1.CrossVersionObjectReference map=atomic
 kind 1 string always required
 name 2 string always required
 apiVersion 3 string
type autoscaling.v1.HorizontalPodAutoscaler kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 autoscaling.v1.HorizontalPodAutoscalerSpec required
 status 3 autoscaling.v1.HorizontalPodAutoscalerStatus
type autoscaling.v1.HorizontalPodAutoscalerList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []autoscaling.v1.HorizontalPodAutoscaler always required
type autoscaling.v1.HorizontalPodAutoscalerSpec
 scaleTargetRef 1 autoscaling.v1.CrossVersionObjectReference always required
 minReplicas 2 *int32
 maxReplicas 3 int32 always required
 targetCPUUtilizationPercentage 4 *int32
type autoscaling.v1.HorizontalPodAutoscalerStatus
 observedGeneration 1 *int64
 lastScaleTime 2 *time
 currentReplicas 3 int32 always required
 desiredReplicas 4 int32 always required
 currentCPUUtilizationPercentage 5 *int32
type autoscaling.v1.Scale kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 autoscaling.v1.ScaleSpec
 status 3 autoscaling.v1.ScaleStatus
type autoscaling.v1.ScaleSpec
 replicas 1 int32 default=0
type autoscaling.v1.ScaleStatus
 replicas 1 int32 always required
 selector 2 string
type autoscaling.v2.ContainerResourceMetricSource
 name 1 core.v1.ResourceName:string always required
 target 2 autoscaling.v2.MetricTarget always required
 container 3 string always required
type autoscaling.v2.ContainerResourceMetricStatus
 name 1 core.v1.ResourceName:string always required
 current 2 autoscaling.v2.MetricValueStatus always required
 container 3 string always required
type autoscaling.v2.CrossVersionObjectReference
 kind 1 string always required
 name 2 string always required
 apiVersion 3 string
type autoscaling.v2.ExternalMetricSource
 metric 1 autoscaling.v2.MetricIdentifier always required
 target 2 autoscaling.v2.MetricTarget always required
type autoscaling.v2.ExternalMetricStatus
 metric 1 autoscaling.v2.MetricIdentifier always required
 current 2 autoscaling.v2.MetricValueStatus always required
type autoscaling.v2.HPAScalingPolicy
 type 1 autoscaling.v2.HPAScalingPolicyType:string always required
 value 2 int32 always required
 periodSeconds 3 int32 always required
type autoscaling.v2.HPAScalingRules
 stabilizationWindowSeconds 3 *int32
 selectPolicy 1 *autoscaling.v2.ScalingPolicySelect:string
 policies 2 []autoscaling.v2.HPAScalingPolicy list=atomic
 tolerance 4 *quantity
type autoscaling.v2.HorizontalPodAutoscaler kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 autoscaling.v2.HorizontalPodAutoscalerSpec required
 status 3 autoscaling.v2.HorizontalPodAutoscalerStatus
type autoscaling.v2.HorizontalPodAutoscalerBehavior
 scaleUp 1 *autoscaling.v2.HPAScalingRules
 scaleDown 2 *autoscaling.v2.HPAScalingRules
type autoscaling.v2.HorizontalPodAutoscalerCondition
 type 1 autoscaling.v2.HorizontalPodAutoscalerConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
type autoscaling.v2.HorizontalPodAutoscalerList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []autoscaling.v2.HorizontalPodAutoscaler always required
type autoscaling.v2.HorizontalPodAutoscalerSpec
 scaleTargetRef 1 autoscaling.v2.CrossVersionObjectReference always required
 minReplicas 2 *int32
 maxReplicas 3 int32 always required
 metrics 4 []autoscaling.v2.MetricSpec list=atomic
 behavior 5 *autoscaling.v2.HorizontalPodAutoscalerBehavior
type autoscaling.v2.HorizontalPodAutoscalerStatus
 observedGeneration 1 *int64
 lastScaleTime 2 *time
 currentReplicas 3 int32
 desiredReplicas 4 int32 always required
 currentMetrics 5 []autoscaling.v2.MetricStatus always list=atomic
 conditions 6 []autoscaling.v2.HorizontalPodAutoscalerCondition list=map:type patch=merge key=type
type autoscaling.v2.MetricIdentifier
 name 1 string always required
 selector 2 *meta.v1.LabelSelector
type autoscaling.v2.MetricSpec
 type 1 autoscaling.v2.MetricSourceType:string always required
 object 2 *autoscaling.v2.ObjectMetricSource
 pods 3 *autoscaling.v2.PodsMetricSource
 resource 4 *autoscaling.v2.ResourceMetricSource
 containerResource 7 *autoscaling.v2.ContainerResourceMetricSource
 external 5 *autoscaling.v2.ExternalMetricSource
type autoscaling.v2.MetricStatus
 type 1 autoscaling.v2.MetricSourceType:string always required
 object 2 *autoscaling.v2.ObjectMetricStatus
 pods 3 *autoscaling.v2.PodsMetricStatus
 resource 4 *autoscaling.v2.ResourceMetricStatus
 containerResource 7 *autoscaling.v2.ContainerResourceMetricStatus
 external 5 *autoscaling.v2.ExternalMetricStatus
type autoscaling.v2.MetricTarget
 type 1 autoscaling.v2.MetricTargetType:string always required
 value 2 *quantity
 averageValue 3 *quantity
 averageUtilization 4 *int32
type autoscaling.v2.MetricValueStatus
 value 1 *quantity
 averageValue 2 *quantity
 averageUtilization 3 *int32
type autoscaling.v2.ObjectMetricSource
 describedObject 1 autoscaling.v2.CrossVersionObjectReference always required
 target 2 autoscaling.v2.MetricTarget always required
 metric 3 autoscaling.v2.MetricIdentifier always required
type autoscaling.v2.ObjectMetricStatus
 metric 1 autoscaling.v2.MetricIdentifier always required
 current 2 autoscaling.v2.MetricValueStatus always required
 describedObject 3 autoscaling.v2.CrossVersionObjectReference always required
type autoscaling.v2.PodsMetricSource
 metric 1 autoscaling.v2.MetricIdentifier always required
 target 2 autoscaling.v2.MetricTarget always required
type autoscaling.v2.PodsMetricStatus
 metric 1 autoscaling.v2.MetricIdentifier always required
 current 2 autoscaling.v2.MetricValueStatus always required
type autoscaling.v2.ResourceMetricSource
 name 1 core.v1.ResourceName:string always required
 target 2 autoscaling.v2.MetricTarget always required
type autoscaling.v2.ResourceMetricStatus
 name 1 core.v1.ResourceName:string always required
 current 2 autoscaling.v2.MetricValueStatus always required
type batch.v1.CronJob kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 batch.v1.CronJobSpec required
 status 3 batch.v1.CronJobStatus
type batch.v1.CronJobList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []batch.v1.CronJob always required
type batch.v1.CronJobSpec
 schedule 1 string always required
 timeZone 8 *string
 startingDeadlineSeconds 2 *int64
 concurrencyPolicy 3 batch.v1.ConcurrencyPolicy:string
 suspend 4 *bool
 jobTemplate 5 batch.v1.JobTemplateSpec always required
 successfulJobsHistoryLimit 6 *int32
 failedJobsHistoryLimit 7 *int32
type batch.v1.CronJobStatus
 active 1 []core.v1.ObjectReference list=atomic
 lastScheduleTime 4 *time
 lastSuccessfulTime 5 *time
type batch.v1.Job kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 batch.v1.JobSpec
 status 3 batch.v1.JobStatus
type batch.v1.JobCondition
 type 1 batch.v1.JobConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastProbeTime 3 time
 lastTransitionTime 4 time
 reason 5 string
 message 6 string
type batch.v1.JobList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []batch.v1.Job always required
type batch.v1.JobSpec
 parallelism 1 *int32
 completions 2 *int32
 activeDeadlineSeconds 3 *int64
 podFailurePolicy 11 *batch.v1.PodFailurePolicy
 successPolicy 16 *batch.v1.SuccessPolicy
 backoffLimit 7 *int32
 backoffLimitPerIndex 12 *int32
 maxFailedIndexes 13 *int32
 selector 4 *meta.v1.LabelSelector
 manualSelector 5 *bool
 template 6 core.v1.PodTemplateSpec always required
 ttlSecondsAfterFinished 8 *int32
 completionMode 9 *batch.v1.CompletionMode:string
 suspend 10 *bool
 podReplacementPolicy 14 *batch.v1.PodReplacementPolicy:string
 managedBy 15 *string
type batch.v1.JobStatus
 conditions 1 []batch.v1.JobCondition list=atomic patch=merge key=type
 startTime 2 *time
 completionTime 3 *time
 active 4 int32
 succeeded 5 int32
 failed 6 int32
 terminating 11 *int32
 completedIndexes 7 string
 failedIndexes 10 *string
 uncountedTerminatedPods 8 *batch.v1.UncountedTerminatedPods
 ready 9 *int32
type batch.v1.JobTemplateSpec
 metadata 1 meta.v1.ObjectMeta
 spec 2 batch.v1.JobSpec
type batch.v1.PodFailurePolicy
 rules 1 []batch.v1.PodFailurePolicyRule always required list=atomic
type batch.v1.PodFailurePolicyOnExitCodesRequirement
 containerName 1 *string
 operator 2 batch.v1.PodFailurePolicyOnExitCodesOperator:string always required
 values 3 []int32 always required list=set
type batch.v1.PodFailurePolicyOnPodConditionsPattern
 type 1 core.v1.PodConditionType:string always required
 status 2 core.v1.ConditionStatus:string always
type batch.v1.PodFailurePolicyRule
 action 1 batch.v1.PodFailurePolicyAction:string always required
 onExitCodes 2 *batch.v1.PodFailurePolicyOnExitCodesRequirement
 onPodConditions 3 []batch.v1.PodFailurePolicyOnPodConditionsPattern list=atomic
type batch.v1.SuccessPolicy
 rules 1 []batch.v1.SuccessPolicyRule always required list=atomic
type batch.v1.SuccessPolicyRule
 succeededIndexes 1 *string
 succeededCount 2 *int32
type batch.v1.UncountedTerminatedPods
 succeeded 1 []pkg.types.UID:string list=set
 failed 2 []pkg.types.UID:string list=set
type certificates.v1.CertificateSigningRequest kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 certificates.v1.CertificateSigningRequestSpec always required
 status 3 certificates.v1.CertificateSigningRequestStatus
type certificates.v1.CertificateSigningRequestCondition
 type 1 certificates.v1.RequestConditionType:string always required
 status 6 core.v1.ConditionStatus:string always required
 reason 2 string
 message 3 string
 lastUpdateTime 4 time
 lastTransitionTime 5 time
type certificates.v1.CertificateSigningRequestList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []certificates.v1.CertificateSigningRequest always required
type certificates.v1.CertificateSigningRequestSpec
 request 1 bytes always required
 signerName 7 string always required
 expirationSeconds 8 *int32
 usages 5 []certificates.v1.KeyUsage:string list=atomic
 username 2 string
 uid 3 string
 groups 4 []string list=atomic
 extra 6 {}certificates.v1.ExtraValue:~[]string
type certificates.v1.CertificateSigningRequestStatus
 conditions 1 []certificates.v1.CertificateSigningRequestCondition list=map:type
 certificate 2 bytes
type coordination.v1.Lease kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 coordination.v1.LeaseSpec
type coordination.v1.LeaseList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []coordination.v1.Lease always required
type coordination.v1.LeaseSpec
 holderIdentity 1 *string
 leaseDurationSeconds 2 *int32
 acquireTime 3 *microTime
 renewTime 4 *microTime
 leaseTransitions 5 *int32
 strategy 6 *coordination.v1.CoordinatedLeaseStrategy:string
 preferredHolder 7 *string
type core.v1.AWSElasticBlockStoreVolumeSource
 volumeID 1 string always required
 fsType 2 string
 partition 3 int32
 readOnly 4 bool
type core.v1.Affinity
 nodeAffinity 1 *core.v1.NodeAffinity
 podAffinity 2 *core.v1.PodAffinity
 podAntiAffinity 3 *core.v1.PodAntiAffinity
type core.v1.AppArmorProfile unions=[{"discriminator":"type","fields-to-discriminateBy":{"localhostProfile":"LocalhostProfile"}}]
 type 1 core.v1.AppArmorProfileType:string always required
 localhostProfile 2 *string
type core.v1.AttachedVolume
 name 1 core.v1.UniqueVolumeName:string always required
 devicePath 2 string always required
type core.v1.AzureDiskVolumeSource
 diskName 1 string always required
 diskURI 2 string always required
 cachingMode 3 *core.v1.AzureDataDiskCachingMode:string default="ReadWrite"
 fsType 4 *string default="ext4"
 readOnly 5 *bool default=false
 kind 6 *core.v1.AzureDataDiskKind:string default="Shared"
type core.v1.AzureFilePersistentVolumeSource
 secretName 1 string always required
 shareName 2 string always required
 readOnly 3 bool
 secretNamespace 4 *string always
type core.v1.AzureFileVolumeSource
 secretName 1 string always required
 shareName 2 string always required
 readOnly 3 bool
type core.v1.Binding kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 target 2 core.v1.ObjectReference always required
type core.v1.CSIPersistentVolumeSource
 driver 1 string always required
 volumeHandle 2 string always required
 readOnly 3 bool
 fsType 4 string
 volumeAttributes 5 {}string
 controllerPublishSecretRef 6 *core.v1.SecretReference
 nodeStageSecretRef 7 *core.v1.SecretReference
 nodePublishSecretRef 8 *core.v1.SecretReference
 controllerExpandSecretRef 9 *core.v1.SecretReference
 nodeExpandSecretRef 10 *core.v1.SecretReference
type core.v1.CSIVolumeSource
 driver 1 string always required
 readOnly 2 *bool
 fsType 3 *string
 volumeAttributes 4 {}string
 nodePublishSecretRef 5 *core.v1.LocalObjectReference
type core.v1.Capabilities
 add 1 []core.v1.Capability:string list=atomic
 drop 2 []core.v1.Capability:string list=atomic
type core.v1.CephFSPersistentVolumeSource
 monitors 1 []string always required list=atomic
 path 2 string
 user 3 string
 secretFile 4 string
 secretRef 5 *core.v1.SecretReference
 readOnly 6 bool
type core.v1.CephFSVolumeSource
 monitors 1 []string always required list=atomic
 path 2 string
 user 3 string
 secretFile 4 string
 secretRef 5 *core.v1.LocalObjectReference
 readOnly 6 bool
type core.v1.CinderPersistentVolumeSource
 volumeID 1 string always required
 fsType 2 string
 readOnly 3 bool
 secretRef 4 *core.v1.SecretReference
type core.v1.CinderVolumeSource
 volumeID 1 string always required
 fsType 2 string
 readOnly 3 bool
 secretRef 4 *core.v1.LocalObjectReference
type core.v1.ClientIPConfig
 timeoutSeconds 1 *int32
type core.v1.ClusterTrustBundleProjection
 name 1 *string
 signerName 2 *string
 labelSelector 3 *meta.v1.LabelSelector
 optional 5 *bool
 path 4 string always required
type core.v1.ComponentCondition
 type 1 core.v1.ComponentConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 message 3 string
 error 4 string
type core.v1.ComponentStatus kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 conditions 2 []core.v1.ComponentCondition list=map:type patch=merge key=type
type core.v1.ComponentStatusList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.ComponentStatus always required
type core.v1.ConfigMap kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 immutable 4 *bool
 data 2 {}string
 binaryData 3 {}bytes
type core.v1.ConfigMapEnvSource
 name 1.1 string in=LocalObjectReference default=""
 optional 2 *bool
type core.v1.ConfigMapKeySelector map=atomic
 name 1.1 string in=LocalObjectReference default=""
 key 2 string always required
 optional 3 *bool
type core.v1.ConfigMapList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.ConfigMap always required
type core.v1.ConfigMapNodeConfigSource
 namespace 1 string always required
 name 2 string always required
 uid 3 pkg.types.UID:string
 resourceVersion 4 string
 kubeletConfigKey 5 string always required
type core.v1.ConfigMapProjection
 name 1.1 string in=LocalObjectReference default=""
 items 2 []core.v1.KeyToPath list=atomic
 optional 4 *bool
type core.v1.ConfigMapVolumeSource
 name 1.1 string in=LocalObjectReference default=""
 items 2 []core.v1.KeyToPath list=atomic
 defaultMode 3 *int32
 optional 4 *bool
type core.v1.Container
 name 1 string always required
 image 2 string
 command 3 []string list=atomic
 args 4 []string list=atomic
 workingDir 5 string
 ports 6 []core.v1.ContainerPort list=map:containerPort,protocol patch=merge key=containerPort
 envFrom 19 []core.v1.EnvFromSource list=atomic
 env 7 []core.v1.EnvVar list=map:name patch=merge key=name
 resources 8 core.v1.ResourceRequirements
 resizePolicy 23 []core.v1.ContainerResizePolicy list=atomic
 restartPolicy 24 *core.v1.ContainerRestartPolicy:string
 restartPolicyRules 25 []core.v1.ContainerRestartRule list=atomic
 volumeMounts 9 []core.v1.VolumeMount list=map:mountPath patch=merge key=mountPath
 volumeDevices 21 []core.v1.VolumeDevice list=map:devicePath patch=merge key=devicePath
 livenessProbe 10 *core.v1.Probe
 readinessProbe 11 *core.v1.Probe
 startupProbe 22 *core.v1.Probe
 lifecycle 12 *core.v1.Lifecycle
 terminationMessagePath 13 string
 terminationMessagePolicy 20 core.v1.TerminationMessagePolicy:string
 imagePullPolicy 14 core.v1.PullPolicy:string
 securityContext 15 *core.v1.SecurityContext
 stdin 16 bool
 stdinOnce 17 bool
 tty 18 bool
type core.v1.ContainerExtendedResourceRequest
 containerName 1 string always required
 resourceName 2 string always required
 requestName 3 string always required
type core.v1.ContainerImage
 names 1 []string always list=atomic
 sizeBytes 2 int64
type core.v1.ContainerPort
 name 1 string
 hostPort 2 int32
 containerPort 3 int32 always required
 protocol 4 core.v1.Protocol:string default="TCP"
 hostIP 5 string
type core.v1.ContainerResizePolicy
 resourceName 1 core.v1.ResourceName:string always required
 restartPolicy 2 core.v1.ResourceResizeRestartPolicy:string always required
type core.v1.ContainerRestartRule
 action 1 core.v1.ContainerRestartRuleAction:string required
 exitCodes 2 *core.v1.ContainerRestartRuleOnExitCodes
type core.v1.ContainerRestartRuleOnExitCodes
 operator 1 core.v1.ContainerRestartRuleOnExitCodesOperator:string required
 values 2 []int32 list=set
type core.v1.ContainerState
 waiting 1 *core.v1.ContainerStateWaiting
 running 2 *core.v1.ContainerStateRunning
 terminated 3 *core.v1.ContainerStateTerminated
type core.v1.ContainerStateRunning
 startedAt 1 time
type core.v1.ContainerStateTerminated
 exitCode 1 int32 always required
 signal 2 int32
 reason 3 string
 message 4 string
 startedAt 5 time
 finishedAt 6 time
 containerID 7 string
type core.v1.ContainerStateWaiting
 reason 1 string
 message 2 string
type core.v1.ContainerStatus
 name 1 string always required
 state 2 core.v1.ContainerState
 lastState 3 core.v1.ContainerState
 ready 4 bool always required
 restartCount 5 int32 always required
 image 6 string always required
 imageID 7 string always required
 containerID 8 string
 started 9 *bool
 allocatedResources 10 core.v1.ResourceList:{}quantity
 resources 11 *core.v1.ResourceRequirements
 volumeMounts 12 []core.v1.VolumeMountStatus list=map:mountPath patch=merge key=mountPath
 user 13 *core.v1.ContainerUser
 allocatedResourcesStatus 14 []core.v1.ResourceStatus list=map:name patch=merge key=name
 stopSignal 15 *core.v1.Signal:string
type core.v1.ContainerUser
 linux 1 *core.v1.LinuxContainerUser
type core.v1.DaemonEndpoint
 Port 1 int32 always required
type core.v1.DownwardAPIProjection
 items 1 []core.v1.DownwardAPIVolumeFile list=atomic
type core.v1.DownwardAPIVolumeFile
 path 1 string always required
 fieldRef 2 *core.v1.ObjectFieldSelector
 resourceFieldRef 3 *core.v1.ResourceFieldSelector
 mode 4 *int32
type core.v1.DownwardAPIVolumeSource
 items 1 []core.v1.DownwardAPIVolumeFile list=atomic
 defaultMode 2 *int32
type core.v1.EmptyDirVolumeSource
 medium 1 core.v1.StorageMedium:string
 sizeLimit 2 *quantity
type core.v1.EndpointAddress map=atomic
 ip 1 string always required
 hostname 3 string
 nodeName 4 *string
 targetRef 2 *core.v1.ObjectReference
type core.v1.EndpointPort map=atomic
 name 1 string
 port 2 int32 always required
 protocol 3 core.v1.Protocol:string
 appProtocol 4 *string
type core.v1.EndpointSubset
 addresses 1 []core.v1.EndpointAddress list=atomic
 notReadyAddresses 2 []core.v1.EndpointAddress list=atomic
 ports 3 []core.v1.EndpointPort list=atomic
type core.v1.Endpoints kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 subsets 2 []core.v1.EndpointSubset list=atomic
type core.v1.EndpointsList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.Endpoints always required
type core.v1.EnvFromSource
 prefix 1 string
 configMapRef 2 *core.v1.ConfigMapEnvSource
 secretRef 3 *core.v1.SecretEnvSource
type core.v1.EnvVar
 name 1 string always required
 value 2 string
 valueFrom 3 *core.v1.EnvVarSource
type core.v1.EnvVarSource
 fieldRef 1 *core.v1.ObjectFieldSelector
 resourceFieldRef 2 *core.v1.ResourceFieldSelector
 configMapKeyRef 3 *core.v1.ConfigMapKeySelector
 secretKeyRef 4 *core.v1.SecretKeySelector
 fileKeyRef 5 *core.v1.FileKeySelector
type core.v1.EphemeralContainer
 name 1.1 string in=EphemeralContainerCommon always required
 image 1.2 string in=EphemeralContainerCommon
 command 1.3 []string in=EphemeralContainerCommon list=atomic
 args 1.4 []string in=EphemeralContainerCommon list=atomic
 workingDir 1.5 string in=EphemeralContainerCommon
 ports 1.6 []core.v1.ContainerPort in=EphemeralContainerCommon list=map:containerPort,protocol patch=merge key=containerPort
 envFrom 1.19 []core.v1.EnvFromSource in=EphemeralContainerCommon list=atomic
 env 1.7 []core.v1.EnvVar in=EphemeralContainerCommon list=map:name patch=merge key=name
 resources 1.8 core.v1.ResourceRequirements in=EphemeralContainerCommon
 resizePolicy 1.23 []core.v1.ContainerResizePolicy in=EphemeralContainerCommon list=atomic
 restartPolicy 1.24 *core.v1.ContainerRestartPolicy:string in=EphemeralContainerCommon
 restartPolicyRules 1.25 []core.v1.ContainerRestartRule in=EphemeralContainerCommon list=atomic
 volumeMounts 1.9 []core.v1.VolumeMount in=EphemeralContainerCommon list=map:mountPath patch=merge key=mountPath
 volumeDevices 1.21 []core.v1.VolumeDevice in=EphemeralContainerCommon list=map:devicePath patch=merge key=devicePath
 livenessProbe 1.10 *core.v1.Probe in=EphemeralContainerCommon
 readinessProbe 1.11 *core.v1.Probe in=EphemeralContainerCommon
 startupProbe 1.22 *core.v1.Probe in=EphemeralContainerCommon
 lifecycle 1.12 *core.v1.Lifecycle in=EphemeralContainerCommon
 terminationMessagePath 1.13 string in=EphemeralContainerCommon
 terminationMessagePolicy 1.20 core.v1.TerminationMessagePolicy:string in=EphemeralContainerCommon
 imagePullPolicy 1.14 core.v1.PullPolicy:string in=EphemeralContainerCommon
 securityContext 1.15 *core.v1.SecurityContext in=EphemeralContainerCommon
 stdin 1.16 bool in=EphemeralContainerCommon
 stdinOnce 1.17 bool in=EphemeralContainerCommon
 tty 1.18 bool in=EphemeralContainerCommon
 targetContainerName 2 string
type core.v1.EphemeralVolumeSource
 volumeClaimTemplate 1 *core.v1.PersistentVolumeClaimTemplate
type core.v1.Event kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta always required
 involvedObject 2 core.v1.ObjectReference always required
 reason 3 string
 message 4 string
 source 5 core.v1.EventSource
 firstTimestamp 6 time
 lastTimestamp 7 time
 count 8 int32
 type 9 string
 eventTime 10 microTime
 series 11 *core.v1.EventSeries
 action 12 string
 related 13 *core.v1.ObjectReference
 reportingComponent 14 string always
 reportingInstance 15 string always
type core.v1.EventList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.Event always required
type core.v1.EventSeries
 count 1 int32
 lastObservedTime 2 microTime
type core.v1.EventSource
 component 1 string
 host 2 string
type core.v1.ExecAction
 command 1 []string list=atomic
type core.v1.FCVolumeSource
 targetWWNs 1 []string list=atomic
 lun 2 *int32
 fsType 3 string
 readOnly 4 bool
 wwids 5 []string list=atomic
type core.v1.FileKeySelector map=atomic
 volumeName 1 string always required
 path 2 string always required
 key 3 string always required
 optional 4 *bool default=false
type core.v1.FlexPersistentVolumeSource
 driver 1 string always required
 fsType 2 string
 secretRef 3 *core.v1.SecretReference
 readOnly 4 bool
 options 5 {}string
type core.v1.FlexVolumeSource
 driver 1 string always required
 fsType 2 string
 secretRef 3 *core.v1.LocalObjectReference
 readOnly 4 bool
 options 5 {}string
type core.v1.FlockerVolumeSource
 datasetName 1 string
 datasetUUID 2 string
type core.v1.GCEPersistentDiskVolumeSource
 pdName 1 string always required
 fsType 2 string
 partition 3 int32
 readOnly 4 bool
type core.v1.GRPCAction
 port 1 int32 always required
 service 2 *string always default=""
type core.v1.GitRepoVolumeSource
 repository 1 string always required
 revision 2 string
 directory 3 string
type core.v1.GlusterfsPersistentVolumeSource
 endpoints 1 string always required
 path 2 string always required
 readOnly 3 bool
 endpointsNamespace 4 *string
type core.v1.GlusterfsVolumeSource
 endpoints 1 string always required
 path 2 string always required
 readOnly 3 bool
type core.v1.HTTPGetAction
 path 1 string
 port 2 intOrString always required
 host 3 string
 scheme 4 core.v1.URIScheme:string
 httpHeaders 5 []core.v1.HTTPHeader list=atomic
type core.v1.HTTPHeader
 name 1 string always required
 value 2 string always required
type core.v1.HostAlias
 ip 1 string always required
 hostnames 2 []string list=atomic
type core.v1.HostIP
 ip 1 string always required
type core.v1.HostPathVolumeSource
 path 1 string always required
 type 2 *core.v1.HostPathType:string
type core.v1.ISCSIPersistentVolumeSource
 targetPortal 1 string always required
 iqn 2 string always required
 lun 3 int32 always required
 iscsiInterface 4 string default="default"
 fsType 5 string
 readOnly 6 bool
 portals 7 []string list=atomic
 chapAuthDiscovery 8 bool
 chapAuthSession 11 bool
 secretRef 10 *core.v1.SecretReference
 initiatorName 12 *string
type core.v1.ISCSIVolumeSource
 targetPortal 1 string always required
 iqn 2 string always required
 lun 3 int32 always required
 iscsiInterface 4 string default="default"
 fsType 5 string
 readOnly 6 bool
 portals 7 []string list=atomic
 chapAuthDiscovery 8 bool
 chapAuthSession 11 bool
 secretRef 10 *core.v1.LocalObjectReference
 initiatorName 12 *string
type core.v1.ImageVolumeSource
 reference 1 string
 pullPolicy 2 core.v1.PullPolicy:string
type core.v1.ImageVolumeStatus
 imageRef 1 string required
type core.v1.KeyToPath
 key 1 string always required
 path 2 string always required
 mode 3 *int32
type core.v1.Lifecycle
 postStart 1 *core.v1.LifecycleHandler
 preStop 2 *core.v1.LifecycleHandler
 stopSignal 3 *core.v1.Signal:string
type core.v1.LifecycleHandler
 exec 1 *core.v1.ExecAction
 httpGet 2 *core.v1.HTTPGetAction
 tcpSocket 3 *core.v1.TCPSocketAction
 sleep 4 *core.v1.SleepAction
type core.v1.LimitRange kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.LimitRangeSpec
type core.v1.LimitRangeItem
 type 1 core.v1.LimitType:string always required
 max 2 core.v1.ResourceList:{}quantity
 min 3 core.v1.ResourceList:{}quantity
 default 4 core.v1.ResourceList:{}quantity
 defaultRequest 5 core.v1.ResourceList:{}quantity
 maxLimitRequestRatio 6 core.v1.ResourceList:{}quantity
type core.v1.LimitRangeList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.LimitRange always required
type core.v1.LimitRangeSpec
 limits 1 []core.v1.LimitRangeItem always required list=atomic
type core.v1.LinuxContainerUser
 uid 1 int64 always required
 gid 2 int64 always required
 supplementalGroups 3 []int64 list=atomic
type core.v1.List kind
type core.v1.LoadBalancerIngress
 ip 1 string
 hostname 2 string
 ipMode 3 *core.v1.LoadBalancerIPMode:string
 ports 4 []core.v1.PortStatus list=atomic
type core.v1.LoadBalancerStatus
 ingress 1 []core.v1.LoadBalancerIngress list=atomic
type core.v1.LocalObjectReference map=atomic
 name 1 string default=""
type core.v1.LocalVolumeSource
 path 1 string always required
 fsType 2 *string
type core.v1.ModifyVolumeStatus
 targetVolumeAttributesClassName 1 string
 status 2 core.v1.PersistentVolumeClaimModifyVolumeStatus:string always required
type core.v1.NFSVolumeSource
 server 1 string always required
 path 2 string always required
 readOnly 3 bool
type core.v1.Namespace kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.NamespaceSpec
 status 3 core.v1.NamespaceStatus
type core.v1.NamespaceCondition
 type 1 core.v1.NamespaceConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastTransitionTime 4 time
 reason 5 string
 message 6 string
type core.v1.NamespaceList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.Namespace always required
type core.v1.NamespaceSpec
 finalizers 1 []core.v1.FinalizerName:string list=atomic
type core.v1.NamespaceStatus
 phase 1 core.v1.NamespacePhase:string
 conditions 2 []core.v1.NamespaceCondition list=map:type patch=merge key=type
type core.v1.Node kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.NodeSpec
 status 3 core.v1.NodeStatus
type core.v1.NodeAddress
 type 1 core.v1.NodeAddressType:string always required
 address 2 string always required
type core.v1.NodeAffinity
 requiredDuringSchedulingIgnoredDuringExecution 1 *core.v1.NodeSelector
 preferredDuringSchedulingIgnoredDuringExecution 2 []core.v1.PreferredSchedulingTerm list=atomic
type core.v1.NodeAllocatableResourceClaimStatus
 resourceClaimName 1 string always required
 containers 2 []string list=set
 resources 3 {}quantity always required
type core.v1.NodeCondition
 type 1 core.v1.NodeConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastHeartbeatTime 3 time
 lastTransitionTime 4 time
 reason 5 string
 message 6 string
type core.v1.NodeConfigSource
 configMap 2 *core.v1.ConfigMapNodeConfigSource
type core.v1.NodeConfigStatus
 assigned 1 *core.v1.NodeConfigSource
 active 2 *core.v1.NodeConfigSource
 lastKnownGood 3 *core.v1.NodeConfigSource
 error 4 string
type core.v1.NodeDaemonEndpoints
 kubeletEndpoint 1 core.v1.DaemonEndpoint
type core.v1.NodeFeatures
 supplementalGroupsPolicy 1 *bool
type core.v1.NodeList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.Node always required
type core.v1.NodeProxyOptions kind
 kind - string
 apiVersion - string
 path 1 string
type core.v1.NodeRuntimeHandler
 name 1 string always
 features 2 *core.v1.NodeRuntimeHandlerFeatures
type core.v1.NodeRuntimeHandlerFeatures
 recursiveReadOnlyMounts 1 *bool
 userNamespaces 2 *bool
type core.v1.NodeSelector map=atomic
 nodeSelectorTerms 1 []core.v1.NodeSelectorTerm always required list=atomic
type core.v1.NodeSelectorRequirement
 key 1 string always required
 operator 2 core.v1.NodeSelectorOperator:string always required
 values 3 []string list=atomic
type core.v1.NodeSelectorTerm map=atomic
 matchExpressions 1 []core.v1.NodeSelectorRequirement list=atomic
 matchFields 2 []core.v1.NodeSelectorRequirement list=atomic
type core.v1.NodeSpec
 podCIDR 1 string
 podCIDRs 7 []string list=set patch=merge
 providerID 3 string
 unschedulable 4 bool
 taints 5 []core.v1.Taint list=atomic
 configSource 6 *core.v1.NodeConfigSource
 externalID 2 string
type core.v1.NodeStatus
 capacity 1 core.v1.ResourceList:{}quantity
 allocatable 2 core.v1.ResourceList:{}quantity
 phase 3 core.v1.NodePhase:string
 conditions 4 []core.v1.NodeCondition list=map:type patch=merge key=type
 addresses 5 []core.v1.NodeAddress list=map:type patch=merge key=type
 daemonEndpoints 6 core.v1.NodeDaemonEndpoints
 nodeInfo 7 core.v1.NodeSystemInfo
 images 8 []core.v1.ContainerImage list=atomic
 volumesInUse 9 []core.v1.UniqueVolumeName:string list=atomic
 volumesAttached 10 []core.v1.AttachedVolume list=atomic
 config 11 *core.v1.NodeConfigStatus
 runtimeHandlers 12 []core.v1.NodeRuntimeHandler list=atomic
 features 13 *core.v1.NodeFeatures
 declaredFeatures 14 []string list=atomic
type core.v1.NodeSwapStatus
 capacity 1 *int64
type core.v1.NodeSystemInfo
 machineID 1 string always required
 systemUUID 2 string always required
 bootID 3 string always required
 kernelVersion 4 string always required
 osImage 5 string always required
 containerRuntimeVersion 6 string always required
 kubeletVersion 7 string always required
 kubeProxyVersion 8 string always required
 operatingSystem 9 string always required
 architecture 10 string always required
 swap 11 *core.v1.NodeSwapStatus
type core.v1.ObjectFieldSelector map=atomic
 apiVersion 1 string
 fieldPath 2 string always required
type core.v1.ObjectReference map=atomic
 kind 1 string
 namespace 2 string
 name 3 string
 uid 4 pkg.types.UID:string
 apiVersion 5 string
 resourceVersion 6 string
 fieldPath 7 string
type core.v1.PersistentVolume kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.PersistentVolumeSpec
 status 3 core.v1.PersistentVolumeStatus
type core.v1.PersistentVolumeClaim kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.PersistentVolumeClaimSpec
 status 3 core.v1.PersistentVolumeClaimStatus
type core.v1.PersistentVolumeClaimCondition
 type 1 core.v1.PersistentVolumeClaimConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastProbeTime 3 time
 lastTransitionTime 4 time
 reason 5 string
 message 6 string
type core.v1.PersistentVolumeClaimList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.PersistentVolumeClaim always required
type core.v1.PersistentVolumeClaimSpec
 accessModes 1 []core.v1.PersistentVolumeAccessMode:string list=atomic
 selector 4 *meta.v1.LabelSelector
 resources 2 core.v1.VolumeResourceRequirements
 volumeName 3 string
 storageClassName 5 *string
 volumeMode 6 *core.v1.PersistentVolumeMode:string
 dataSource 7 *core.v1.TypedLocalObjectReference
 dataSourceRef 8 *core.v1.TypedObjectReference
 volumeAttributesClassName 9 *string
type core.v1.PersistentVolumeClaimStatus
 phase 1 core.v1.PersistentVolumeClaimPhase:string
 accessModes 2 []core.v1.PersistentVolumeAccessMode:string list=atomic
 capacity 3 core.v1.ResourceList:{}quantity
 conditions 4 []core.v1.PersistentVolumeClaimCondition list=map:type patch=merge key=type
 allocatedResources 5 core.v1.ResourceList:{}quantity
 allocatedResourceStatuses 7 {}core.v1.ClaimResourceStatus:string map=granular
 currentVolumeAttributesClassName 8 *string
 modifyVolumeStatus 9 *core.v1.ModifyVolumeStatus
type core.v1.PersistentVolumeClaimTemplate
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.PersistentVolumeClaimSpec always required
type core.v1.PersistentVolumeClaimVolumeSource
 claimName 1 string always required
 readOnly 2 bool
type core.v1.PersistentVolumeList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.PersistentVolume always required
type core.v1.PersistentVolumeSpec
 capacity 1 core.v1.ResourceList:{}quantity
 gcePersistentDisk 2.1 *core.v1.GCEPersistentDiskVolumeSource in=PersistentVolumeSource
 awsElasticBlockStore 2.2 *core.v1.AWSElasticBlockStoreVolumeSource in=PersistentVolumeSource
 hostPath 2.3 *core.v1.HostPathVolumeSource in=PersistentVolumeSource
 glusterfs 2.4 *core.v1.GlusterfsPersistentVolumeSource in=PersistentVolumeSource
 nfs 2.5 *core.v1.NFSVolumeSource in=PersistentVolumeSource
 rbd 2.6 *core.v1.RBDPersistentVolumeSource in=PersistentVolumeSource
 iscsi 2.7 *core.v1.ISCSIPersistentVolumeSource in=PersistentVolumeSource
 cinder 2.8 *core.v1.CinderPersistentVolumeSource in=PersistentVolumeSource
 cephfs 2.9 *core.v1.CephFSPersistentVolumeSource in=PersistentVolumeSource
 fc 2.10 *core.v1.FCVolumeSource in=PersistentVolumeSource
 flocker 2.11 *core.v1.FlockerVolumeSource in=PersistentVolumeSource
 flexVolume 2.12 *core.v1.FlexPersistentVolumeSource in=PersistentVolumeSource
 azureFile 2.13 *core.v1.AzureFilePersistentVolumeSource in=PersistentVolumeSource
 vsphereVolume 2.14 *core.v1.VsphereVirtualDiskVolumeSource in=PersistentVolumeSource
 quobyte 2.15 *core.v1.QuobyteVolumeSource in=PersistentVolumeSource
 azureDisk 2.16 *core.v1.AzureDiskVolumeSource in=PersistentVolumeSource
 photonPersistentDisk 2.17 *core.v1.PhotonPersistentDiskVolumeSource in=PersistentVolumeSource
 portworxVolume 2.18 *core.v1.PortworxVolumeSource in=PersistentVolumeSource
 scaleIO 2.19 *core.v1.ScaleIOPersistentVolumeSource in=PersistentVolumeSource
 local 2.20 *core.v1.LocalVolumeSource in=PersistentVolumeSource
 storageos 2.21 *core.v1.StorageOSPersistentVolumeSource in=PersistentVolumeSource
 csi 2.22 *core.v1.CSIPersistentVolumeSource in=PersistentVolumeSource
 accessModes 3 []core.v1.PersistentVolumeAccessMode:string list=atomic
 claimRef 4 *core.v1.ObjectReference map=granular
 persistentVolumeReclaimPolicy 5 core.v1.PersistentVolumeReclaimPolicy:string
 storageClassName 6 string
 mountOptions 7 []string list=atomic
 volumeMode 8 *core.v1.PersistentVolumeMode:string
 nodeAffinity 9 *core.v1.VolumeNodeAffinity
 volumeAttributesClassName 10 *string
type core.v1.PersistentVolumeStatus
 phase 1 core.v1.PersistentVolumePhase:string
 message 2 string
 reason 3 string
 lastPhaseTransitionTime 4 *time
type core.v1.PhotonPersistentDiskVolumeSource
 pdID 1 string always required
 fsType 2 string
type core.v1.Pod kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.PodSpec
 status 3 core.v1.PodStatus
type core.v1.PodAffinity
 requiredDuringSchedulingIgnoredDuringExecution 1 []core.v1.PodAffinityTerm list=atomic
 preferredDuringSchedulingIgnoredDuringExecution 2 []core.v1.WeightedPodAffinityTerm list=atomic
type core.v1.PodAffinityTerm
 labelSelector 1 *meta.v1.LabelSelector
 namespaces 2 []string list=atomic
 topologyKey 3 string always required
 namespaceSelector 4 *meta.v1.LabelSelector
 matchLabelKeys 5 []string list=atomic
 mismatchLabelKeys 6 []string list=atomic
type core.v1.PodAntiAffinity
 requiredDuringSchedulingIgnoredDuringExecution 1 []core.v1.PodAffinityTerm list=atomic
 preferredDuringSchedulingIgnoredDuringExecution 2 []core.v1.WeightedPodAffinityTerm list=atomic
type core.v1.PodAttachOptions kind
 kind - string
 apiVersion - string
 stdin 1 bool
 stdout 2 bool
 stderr 3 bool
 tty 4 bool
 container 5 string
type core.v1.PodCertificateProjection
 signerName 1 string required
 keyType 2 string required
 maxExpirationSeconds 3 *int32
 credentialBundlePath 4 string
 keyPath 5 string
 certificateChainPath 6 string
 userAnnotations 7 {}string
type core.v1.PodCondition
 type 1 core.v1.PodConditionType:string always required
 observedGeneration 7 int64
 status 2 core.v1.ConditionStatus:string always required
 lastProbeTime 3 time
 lastTransitionTime 4 time
 reason 5 string
 message 6 string
type core.v1.PodDNSConfig
 nameservers 1 []string list=atomic
 searches 2 []string list=atomic
 options 3 []core.v1.PodDNSConfigOption list=atomic
type core.v1.PodDNSConfigOption
 name 1 string
 value 2 *string
type core.v1.PodExecOptions kind
 kind - string
 apiVersion - string
 stdin 1 bool
 stdout 2 bool
 stderr 3 bool
 tty 4 bool
 container 5 string
 command 6 []string always
type core.v1.PodExtendedResourceClaimStatus
 requestMappings 1 []core.v1.ContainerExtendedResourceRequest always required list=atomic
 resourceClaimName 2 string always required
type core.v1.PodIP
 ip 1 string always required
type core.v1.PodList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.Pod always required
type core.v1.PodLogOptions kind
 kind - string
 apiVersion - string
 container 1 string
 follow 2 bool
 previous 3 bool
 sinceSeconds 4 *int64
 sinceTime 5 *time
 timestamps 6 bool
 tailLines 7 *int64
 limitBytes 8 *int64
 insecureSkipTLSVerifyBackend 9 bool
 stream 10 *string
type core.v1.PodOS
 name 1 core.v1.OSName:string always required
type core.v1.PodPortForwardOptions kind
 kind - string
 apiVersion - string
 ports 1 []int32
type core.v1.PodProxyOptions kind
 kind - string
 apiVersion - string
 path 1 string
type core.v1.PodReadinessGate
 conditionType 1 core.v1.PodConditionType:string always required
type core.v1.PodResourceClaim
 name 1 string always required
 resourceClaimName 3 *string
 resourceClaimTemplateName 4 *string
type core.v1.PodResourceClaimStatus
 name 1 string always required
 resourceClaimName 2 *string
type core.v1.PodSchedulingGate
 name 1 string always required
type core.v1.PodSchedulingGroup unions=[{"fields-to-discriminateBy":{"podGroupName":"PodGroupName"}}]
 podGroupName 1 *string
type core.v1.PodSecurityContext
 seLinuxOptions 1 *core.v1.SELinuxOptions
 windowsOptions 8 *core.v1.WindowsSecurityContextOptions
 runAsUser 2 *int64
 runAsGroup 6 *int64
 runAsNonRoot 3 *bool
 supplementalGroups 4 []int64 list=atomic
 supplementalGroupsPolicy 12 *core.v1.SupplementalGroupsPolicy:string
 fsGroup 5 *int64
 sysctls 7 []core.v1.Sysctl list=atomic
 fsGroupChangePolicy 9 *core.v1.PodFSGroupChangePolicy:string
 seccompProfile 10 *core.v1.SeccompProfile
 appArmorProfile 11 *core.v1.AppArmorProfile
 seLinuxChangePolicy 13 *core.v1.PodSELinuxChangePolicy:string
type core.v1.PodSpec
 volumes 1 []core.v1.Volume list=map:name patch=merge,retainKeys key=name
 initContainers 20 []core.v1.Container list=map:name patch=merge key=name
 containers 2 []core.v1.Container always required list=map:name patch=merge key=name
 ephemeralContainers 34 []core.v1.EphemeralContainer list=map:name patch=merge key=name
 restartPolicy 3 core.v1.RestartPolicy:string
 terminationGracePeriodSeconds 4 *int64
 activeDeadlineSeconds 5 *int64
 dnsPolicy 6 core.v1.DNSPolicy:string
 nodeSelector 7 {}string map=atomic
 serviceAccountName 8 string
 serviceAccount 9 string
 automountServiceAccountToken 21 *bool
 nodeName 10 string
 hostNetwork 11 bool
 hostPID 12 bool
 hostIPC 13 bool
 shareProcessNamespace 27 *bool
 securityContext 14 *core.v1.PodSecurityContext
 imagePullSecrets 15 []core.v1.LocalObjectReference list=map:name patch=merge key=name
 hostname 16 string
 subdomain 17 string
 affinity 18 *core.v1.Affinity
 schedulerName 19 string
 tolerations 22 []core.v1.Toleration list=atomic
 hostAliases 23 []core.v1.HostAlias list=map:ip patch=merge key=ip
 priorityClassName 24 string
 priority 25 *int32
 dnsConfig 26 *core.v1.PodDNSConfig
 readinessGates 28 []core.v1.PodReadinessGate list=atomic
 runtimeClassName 29 *string
 enableServiceLinks 30 *bool
 preemptionPolicy 31 *core.v1.PreemptionPolicy:string
 overhead 32 core.v1.ResourceList:{}quantity
 topologySpreadConstraints 33 []core.v1.TopologySpreadConstraint list=map:topologyKey,whenUnsatisfiable patch=merge key=topologyKey
 setHostnameAsFQDN 35 *bool
 os 36 *core.v1.PodOS
 hostUsers 37 *bool
 schedulingGates 38 []core.v1.PodSchedulingGate list=map:name patch=merge key=name
 resourceClaims 39 []core.v1.PodResourceClaim list=map:name patch=merge,retainKeys key=name
 resources 40 *core.v1.ResourceRequirements
 hostnameOverride 41 *string
 schedulingGroup 43 *core.v1.PodSchedulingGroup
type core.v1.PodStatus
 observedGeneration 17 int64
 phase 1 core.v1.PodPhase:string
 conditions 2 []core.v1.PodCondition list=map:type patch=merge key=type
 message 3 string
 reason 4 string
 nominatedNodeName 11 string
 hostIP 5 string
 hostIPs 16 []core.v1.HostIP list=atomic patch=merge key=ip
 podIP 6 string
 podIPs 12 []core.v1.PodIP list=map:ip patch=merge key=ip
 startTime 7 *time
 initContainerStatuses 10 []core.v1.ContainerStatus list=atomic
 containerStatuses 8 []core.v1.ContainerStatus list=atomic
 qosClass 9 core.v1.PodQOSClass:string
 ephemeralContainerStatuses 13 []core.v1.ContainerStatus list=atomic
 resize 14 core.v1.PodResizeStatus:string
 resourceClaimStatuses 15 []core.v1.PodResourceClaimStatus list=map:name patch=merge,retainKeys key=name
 extendedResourceClaimStatus 18 *core.v1.PodExtendedResourceClaimStatus
 allocatedResources 19 core.v1.ResourceList:{}quantity
 resources 20 *core.v1.ResourceRequirements
 nodeAllocatableResourceClaimStatuses 21 []core.v1.NodeAllocatableResourceClaimStatus list=atomic
type core.v1.PodStatusResult kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 status 2 core.v1.PodStatus
type core.v1.PodTemplate kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 template 2 core.v1.PodTemplateSpec
type core.v1.PodTemplateList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.PodTemplate always required
type core.v1.PodTemplateSpec
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.PodSpec
type core.v1.PortStatus
 port 1 int32 always required
 protocol 2 core.v1.Protocol:string always required
 error 3 *string
type core.v1.PortworxVolumeSource
 volumeID 1 string always required
 fsType 2 string
 readOnly 3 bool
type core.v1.PreferredSchedulingTerm
 weight 1 int32 always required
 preference 2 core.v1.NodeSelectorTerm always required
type core.v1.Probe
 exec 1.1 *core.v1.ExecAction in=ProbeHandler
 httpGet 1.2 *core.v1.HTTPGetAction in=ProbeHandler
 tcpSocket 1.3 *core.v1.TCPSocketAction in=ProbeHandler
 grpc 1.4 *core.v1.GRPCAction in=ProbeHandler
 initialDelaySeconds 2 int32
 timeoutSeconds 3 int32
 periodSeconds 4 int32
 successThreshold 5 int32
 failureThreshold 6 int32
 terminationGracePeriodSeconds 7 *int64
type core.v1.ProjectedVolumeSource
 sources 1 []core.v1.VolumeProjection always list=atomic
 defaultMode 2 *int32
type core.v1.QuobyteVolumeSource
 registry 1 string always required
 volume 2 string always required
 readOnly 3 bool
 user 4 string
 group 5 string
 tenant 6 string
type core.v1.RBDPersistentVolumeSource
 monitors 1 []string always required list=atomic
 image 2 string always required
 fsType 3 string
 pool 4 string default="rbd"
 user 5 string default="admin"
 keyring 6 string default="/etc/ceph/keyring"
 secretRef 7 *core.v1.SecretReference
 readOnly 8 bool
type core.v1.RBDVolumeSource
 monitors 1 []string always required list=atomic
 image 2 string always required
 fsType 3 string
 pool 4 string default="rbd"
 user 5 string default="admin"
 keyring 6 string default="/etc/ceph/keyring"
 secretRef 7 *core.v1.LocalObjectReference
 readOnly 8 bool
type core.v1.RangeAllocation kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 range 2 string always
 data 3 bytes always
type core.v1.ReplicationController kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.ReplicationControllerSpec
 status 3 core.v1.ReplicationControllerStatus
type core.v1.ReplicationControllerCondition
 type 1 core.v1.ReplicationControllerConditionType:string always required
 status 2 core.v1.ConditionStatus:string always required
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
type core.v1.ReplicationControllerList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.ReplicationController always required
type core.v1.ReplicationControllerSpec
 replicas 1 *int32 default=1
 minReadySeconds 4 int32 default=0
 selector 2 {}string map=atomic
 template 3 *core.v1.PodTemplateSpec
type core.v1.ReplicationControllerStatus
 replicas 1 int32 always required
 fullyLabeledReplicas 2 int32
 readyReplicas 4 int32
 availableReplicas 5 int32
 observedGeneration 3 int64
 conditions 6 []core.v1.ReplicationControllerCondition list=map:type patch=merge key=type
type core.v1.ResourceClaim
 name 1 string always required
 request 2 string
type core.v1.ResourceFieldSelector map=atomic
 containerName 1 string
 resource 2 string always required
 divisor 3 quantity
type core.v1.ResourceHealth
 resourceID 1 core.v1.ResourceID:string always required
 health 2 core.v1.ResourceHealthStatus:string
 message 6 *string
type core.v1.ResourceQuota kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.ResourceQuotaSpec
 status 3 core.v1.ResourceQuotaStatus
type core.v1.ResourceQuotaList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.ResourceQuota always required
type core.v1.ResourceQuotaSpec
 hard 1 core.v1.ResourceList:{}quantity
 scopes 2 []core.v1.ResourceQuotaScope:string list=atomic
 scopeSelector 3 *core.v1.ScopeSelector
type core.v1.ResourceQuotaStatus
 hard 1 core.v1.ResourceList:{}quantity
 used 2 core.v1.ResourceList:{}quantity
type core.v1.ResourceRequirements
 limits 1 core.v1.ResourceList:{}quantity
 requests 2 core.v1.ResourceList:{}quantity
 claims 3 []core.v1.ResourceClaim list=map:name
type core.v1.ResourceStatus
 name 1 core.v1.ResourceName:string always required
 resources 2 []core.v1.ResourceHealth list=map:resourceID
type core.v1.SELinuxOptions
 user 1 string
 role 2 string
 type 3 string
 level 4 string
type core.v1.ScaleIOPersistentVolumeSource
 gateway 1 string always required
 system 2 string always required
 secretRef 3 *core.v1.SecretReference always required
 sslEnabled 4 bool
 protectionDomain 5 string
 storagePool 6 string
 storageMode 7 string default="ThinProvisioned"
 volumeName 8 string
 fsType 9 string default="xfs"
 readOnly 10 bool
type core.v1.ScaleIOVolumeSource
 gateway 1 string always required
 system 2 string always required
 secretRef 3 *core.v1.LocalObjectReference always required
 sslEnabled 4 bool
 protectionDomain 5 string
 storagePool 6 string
 storageMode 7 string default="ThinProvisioned"
 volumeName 8 string
 fsType 9 string default="xfs"
 readOnly 10 bool
type core.v1.ScopeSelector map=atomic
 matchExpressions 1 []core.v1.ScopedResourceSelectorRequirement list=atomic
type core.v1.ScopedResourceSelectorRequirement
 scopeName 1 core.v1.ResourceQuotaScope:string always required
 operator 2 core.v1.ScopeSelectorOperator:string always required
 values 3 []string list=atomic
type core.v1.SeccompProfile unions=[{"discriminator":"type","fields-to-discriminateBy":{"localhostProfile":"LocalhostProfile"}}]
 type 1 core.v1.SeccompProfileType:string always required
 localhostProfile 2 *string
type core.v1.Secret kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 immutable 5 *bool
 data 2 {}bytes
 stringData 4 {}string
 type 3 core.v1.SecretType:string
type core.v1.SecretEnvSource
 name 1.1 string in=LocalObjectReference default=""
 optional 2 *bool
type core.v1.SecretKeySelector map=atomic
 name 1.1 string in=LocalObjectReference default=""
 key 2 string always required
 optional 3 *bool
type core.v1.SecretList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.Secret always required
type core.v1.SecretProjection
 name 1.1 string in=LocalObjectReference default=""
 items 2 []core.v1.KeyToPath list=atomic
 optional 4 *bool
type core.v1.SecretReference map=atomic
 name 1 string
 namespace 2 string
type core.v1.SecretVolumeSource
 secretName 1 string
 items 2 []core.v1.KeyToPath list=atomic
 defaultMode 3 *int32
 optional 4 *bool
type core.v1.SecurityContext
 capabilities 1 *core.v1.Capabilities
 privileged 2 *bool
 seLinuxOptions 3 *core.v1.SELinuxOptions
 windowsOptions 10 *core.v1.WindowsSecurityContextOptions
 runAsUser 4 *int64
 runAsGroup 8 *int64
 runAsNonRoot 5 *bool
 readOnlyRootFilesystem 6 *bool
 allowPrivilegeEscalation 7 *bool
 procMount 9 *core.v1.ProcMountType:string
 seccompProfile 11 *core.v1.SeccompProfile
 appArmorProfile 12 *core.v1.AppArmorProfile
type core.v1.SerializedReference kind
 kind - string
 apiVersion - string
 reference 1 core.v1.ObjectReference
type core.v1.Service kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 core.v1.ServiceSpec
 status 3 core.v1.ServiceStatus
type core.v1.ServiceAccount kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 secrets 2 []core.v1.ObjectReference list=map:name patch=merge key=name
 imagePullSecrets 3 []core.v1.LocalObjectReference list=atomic
 automountServiceAccountToken 4 *bool
type core.v1.ServiceAccountList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.ServiceAccount always required
type core.v1.ServiceAccountTokenProjection
 audience 1 string
 expirationSeconds 2 *int64
 path 3 string always required
type core.v1.ServiceList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []core.v1.Service always required
type core.v1.ServicePort
 name 1 string
 protocol 2 core.v1.Protocol:string default="TCP"
 appProtocol 6 *string
 port 3 int32 always required
 targetPort 4 intOrString
 nodePort 5 int32
type core.v1.ServiceProxyOptions kind
 kind - string
 apiVersion - string
 path 1 string
type core.v1.ServiceSpec
 ports 1 []core.v1.ServicePort list=map:port,protocol patch=merge key=port
 selector 2 {}string map=atomic
 clusterIP 3 string
 clusterIPs 18 []string list=atomic
 type 4 core.v1.ServiceType:string
 externalIPs 5 []string list=atomic
 sessionAffinity 7 core.v1.ServiceAffinity:string
 loadBalancerIP 8 string
 loadBalancerSourceRanges 9 []string list=atomic
 externalName 10 string
 externalTrafficPolicy 11 core.v1.ServiceExternalTrafficPolicy:string
 healthCheckNodePort 12 int32
 publishNotReadyAddresses 13 bool
 sessionAffinityConfig 14 *core.v1.SessionAffinityConfig
 ipFamilies 19 []core.v1.IPFamily:string list=atomic
 ipFamilyPolicy 17 *core.v1.IPFamilyPolicy:string
 allocateLoadBalancerNodePorts 20 *bool
 loadBalancerClass 21 *string
 internalTrafficPolicy 22 *core.v1.ServiceInternalTrafficPolicy:string
 trafficDistribution 23 *string
type core.v1.ServiceStatus
 loadBalancer 1 core.v1.LoadBalancerStatus
 conditions 2 []meta.v1.Condition list=map:type patch=merge key=type
type core.v1.SessionAffinityConfig
 clientIP 1 *core.v1.ClientIPConfig
type core.v1.SleepAction
 seconds 1 int64 always required
type core.v1.StorageOSPersistentVolumeSource
 volumeName 1 string
 volumeNamespace 2 string
 fsType 3 string
 readOnly 4 bool
 secretRef 5 *core.v1.ObjectReference
type core.v1.StorageOSVolumeSource
 volumeName 1 string
 volumeNamespace 2 string
 fsType 3 string
 readOnly 4 bool
 secretRef 5 *core.v1.LocalObjectReference
type core.v1.Sysctl
 name 1 string always required
 value 2 string always required
type core.v1.TCPSocketAction
 port 1 intOrString always required
 host 2 string
type core.v1.Taint
 key 1 string always required
 value 2 string
 effect 3 core.v1.TaintEffect:string always required
 timeAdded 4 *time
type core.v1.Toleration
 key 1 string
 operator 2 core.v1.TolerationOperator:string
 value 3 string
 effect 4 core.v1.TaintEffect:string
 tolerationSeconds 5 *int64
type core.v1.TopologySelectorLabelRequirement
 key 1 string always required
 values 2 []string always required list=atomic
type core.v1.TopologySelectorTerm map=atomic
 matchLabelExpressions 1 []core.v1.TopologySelectorLabelRequirement list=atomic
type core.v1.TopologySpreadConstraint
 maxSkew 1 int32 always required
 topologyKey 2 string always required
 whenUnsatisfiable 3 core.v1.UnsatisfiableConstraintAction:string always required
 labelSelector 4 *meta.v1.LabelSelector
 minDomains 5 *int32
 nodeAffinityPolicy 6 *core.v1.NodeInclusionPolicy:string
 nodeTaintsPolicy 7 *core.v1.NodeInclusionPolicy:string
 matchLabelKeys 8 []string list=atomic
type core.v1.TypedLocalObjectReference map=atomic
 apiGroup 1 *string always
 kind 2 string always required
 name 3 string always required
type core.v1.TypedObjectReference
 apiGroup 1 *string always
 kind 2 string always required
 name 3 string always required
 namespace 4 *string
type core.v1.Volume
 name 1 string always required
 hostPath 2.1 *core.v1.HostPathVolumeSource in=VolumeSource
 emptyDir 2.2 *core.v1.EmptyDirVolumeSource in=VolumeSource
 gcePersistentDisk 2.3 *core.v1.GCEPersistentDiskVolumeSource in=VolumeSource
 awsElasticBlockStore 2.4 *core.v1.AWSElasticBlockStoreVolumeSource in=VolumeSource
 gitRepo 2.5 *core.v1.GitRepoVolumeSource in=VolumeSource
 secret 2.6 *core.v1.SecretVolumeSource in=VolumeSource
 nfs 2.7 *core.v1.NFSVolumeSource in=VolumeSource
 iscsi 2.8 *core.v1.ISCSIVolumeSource in=VolumeSource
 glusterfs 2.9 *core.v1.GlusterfsVolumeSource in=VolumeSource
 persistentVolumeClaim 2.10 *core.v1.PersistentVolumeClaimVolumeSource in=VolumeSource
 rbd 2.11 *core.v1.RBDVolumeSource in=VolumeSource
 flexVolume 2.12 *core.v1.FlexVolumeSource in=VolumeSource
 cinder 2.13 *core.v1.CinderVolumeSource in=VolumeSource
 cephfs 2.14 *core.v1.CephFSVolumeSource in=VolumeSource
 flocker 2.15 *core.v1.FlockerVolumeSource in=VolumeSource
 downwardAPI 2.16 *core.v1.DownwardAPIVolumeSource in=VolumeSource
 fc 2.17 *core.v1.FCVolumeSource in=VolumeSource
 azureFile 2.18 *core.v1.AzureFileVolumeSource in=VolumeSource
 configMap 2.19 *core.v1.ConfigMapVolumeSource in=VolumeSource
 vsphereVolume 2.20 *core.v1.VsphereVirtualDiskVolumeSource in=VolumeSource
 quobyte 2.21 *core.v1.QuobyteVolumeSource in=VolumeSource
 azureDisk 2.22 *core.v1.AzureDiskVolumeSource in=VolumeSource
 photonPersistentDisk 2.23 *core.v1.PhotonPersistentDiskVolumeSource in=VolumeSource
 projected 2.26 *core.v1.ProjectedVolumeSource in=VolumeSource
 portworxVolume 2.24 *core.v1.PortworxVolumeSource in=VolumeSource
 scaleIO 2.25 *core.v1.ScaleIOVolumeSource in=VolumeSource
 storageos 2.27 *core.v1.StorageOSVolumeSource in=VolumeSource
 csi 2.28 *core.v1.CSIVolumeSource in=VolumeSource
 ephemeral 2.29 *core.v1.EphemeralVolumeSource in=VolumeSource
 image 2.30 *core.v1.ImageVolumeSource in=VolumeSource
type core.v1.VolumeDevice
 name 1 string always required
 devicePath 2 string always required
type core.v1.VolumeMount
 name 1 string always required
 readOnly 2 bool
 recursiveReadOnly 7 *core.v1.RecursiveReadOnlyMode:string
 mountPath 3 string always required
 subPath 4 string
 mountPropagation 5 *core.v1.MountPropagationMode:string
 subPathExpr 6 string
type core.v1.VolumeMountStatus
 name 1 string always required
 mountPath 2 string always required
 readOnly 3 bool
 recursiveReadOnly 4 *core.v1.RecursiveReadOnlyMode:string
 volumeStatus 5 *core.v1.VolumeStatus
type core.v1.VolumeNodeAffinity
 required 1 *core.v1.NodeSelector
type core.v1.VolumeProjection
 secret 1 *core.v1.SecretProjection
 downwardAPI 2 *core.v1.DownwardAPIProjection
 configMap 3 *core.v1.ConfigMapProjection
 serviceAccountToken 4 *core.v1.ServiceAccountTokenProjection
 clusterTrustBundle 5 *core.v1.ClusterTrustBundleProjection
 podCertificate 6 *core.v1.PodCertificateProjection
type core.v1.VolumeResourceRequirements
 limits 1 core.v1.ResourceList:{}quantity
 requests 2 core.v1.ResourceList:{}quantity
type core.v1.VolumeStatus
 image 1 *core.v1.ImageVolumeStatus
type core.v1.VsphereVirtualDiskVolumeSource
 volumePath 1 string always required
 fsType 2 string
 storagePolicyName 3 string
 storagePolicyID 4 string
type core.v1.WeightedPodAffinityTerm
 weight 1 int32 always required
 podAffinityTerm 2 core.v1.PodAffinityTerm always required
type core.v1.WindowsSecurityContextOptions
 gmsaCredentialSpecName 1 *string
 gmsaCredentialSpec 2 *string
 runAsUserName 3 *string
 hostProcess 4 *bool
type discovery.v1.Endpoint
 addresses 1 []string always required list=set
 conditions 2 discovery.v1.EndpointConditions
 hostname 3 *string
 targetRef 4 *core.v1.ObjectReference
 deprecatedTopology 5 {}string
 nodeName 6 *string
 zone 7 *string
 hints 8 *discovery.v1.EndpointHints
type discovery.v1.EndpointConditions
 ready 1 *bool
 serving 2 *bool
 terminating 3 *bool
type discovery.v1.EndpointHints
 forZones 1 []discovery.v1.ForZone list=atomic
 forNodes 2 []discovery.v1.ForNode list=atomic
type discovery.v1.EndpointPort map=atomic
 name 1 *string
 protocol 2 *core.v1.Protocol:string
 port 3 *int32
 appProtocol 4 *string
type discovery.v1.EndpointSlice kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 addressType 4 discovery.v1.AddressType:string always required
 endpoints 2 []discovery.v1.Endpoint always list=atomic
 ports 3 []discovery.v1.EndpointPort always list=atomic
type discovery.v1.EndpointSliceList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []discovery.v1.EndpointSlice always required
type discovery.v1.ForNode
 name 1 string always required
type discovery.v1.ForZone
 name 1 string always required
type events.v1.Event kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta always
 eventTime 2 microTime always required
 series 3 *events.v1.EventSeries
 reportingController 4 string
 reportingInstance 5 string
 action 6 string
 reason 7 string
 regarding 8 core.v1.ObjectReference
 related 9 *core.v1.ObjectReference
 note 10 string
 type 11 string
 deprecatedSource 12 core.v1.EventSource
 deprecatedFirstTimestamp 13 time
 deprecatedLastTimestamp 14 time
 deprecatedCount 15 int32
type events.v1.EventList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []events.v1.Event always required
type events.v1.EventSeries
 count 1 int32 always required
 lastObservedTime 2 microTime always required
type flowcontrol.v1.ExemptPriorityLevelConfiguration
 nominalConcurrencyShares 1 *int32
 lendablePercent 2 *int32
type flowcontrol.v1.FlowDistinguisherMethod
 type 1 flowcontrol.v1.FlowDistinguisherMethodType:string always required
type flowcontrol.v1.FlowSchema kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 flowcontrol.v1.FlowSchemaSpec
 status 3 flowcontrol.v1.FlowSchemaStatus
type flowcontrol.v1.FlowSchemaCondition
 type 1 flowcontrol.v1.FlowSchemaConditionType:string
 status 2 flowcontrol.v1.ConditionStatus:string
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
type flowcontrol.v1.FlowSchemaList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []flowcontrol.v1.FlowSchema always required
type flowcontrol.v1.FlowSchemaSpec
 priorityLevelConfiguration 1 flowcontrol.v1.PriorityLevelConfigurationReference always required
 matchingPrecedence 2 int32 always
 distinguisherMethod 3 *flowcontrol.v1.FlowDistinguisherMethod
 rules 4 []flowcontrol.v1.PolicyRulesWithSubjects list=atomic
type flowcontrol.v1.FlowSchemaStatus
 conditions 1 []flowcontrol.v1.FlowSchemaCondition list=map:type patch=merge key=type
type flowcontrol.v1.GroupSubject
 name 1 string always required
type flowcontrol.v1.LimitResponse unions=[{"discriminator":"type","fields-to-discriminateBy":{"queuing":"Queuing"}}]
 type 1 flowcontrol.v1.LimitResponseType:string always required
 queuing 2 *flowcontrol.v1.QueuingConfiguration
type flowcontrol.v1.LimitedPriorityLevelConfiguration
 nominalConcurrencyShares 1 *int32 always
 limitResponse 2 flowcontrol.v1.LimitResponse
 lendablePercent 3 *int32
 borrowingLimitPercent 4 *int32
type flowcontrol.v1.NonResourcePolicyRule
 verbs 1 []string always required list=set
 nonResourceURLs 6 []string always required list=set
type flowcontrol.v1.PolicyRulesWithSubjects
 subjects 1 []flowcontrol.v1.Subject always required list=atomic
 resourceRules 2 []flowcontrol.v1.ResourcePolicyRule list=atomic
 nonResourceRules 3 []flowcontrol.v1.NonResourcePolicyRule list=atomic
type flowcontrol.v1.PriorityLevelConfiguration kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 flowcontrol.v1.PriorityLevelConfigurationSpec
 status 3 flowcontrol.v1.PriorityLevelConfigurationStatus
type flowcontrol.v1.PriorityLevelConfigurationCondition
 type 1 flowcontrol.v1.PriorityLevelConfigurationConditionType:string
 status 2 flowcontrol.v1.ConditionStatus:string
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
type flowcontrol.v1.PriorityLevelConfigurationList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []flowcontrol.v1.PriorityLevelConfiguration always required
type flowcontrol.v1.PriorityLevelConfigurationReference
 name 1 string always required
type flowcontrol.v1.PriorityLevelConfigurationSpec unions=[{"discriminator":"type","fields-to-discriminateBy":{"exempt":"Exempt","limited":"Limited"}}]
 type 1 flowcontrol.v1.PriorityLevelEnablement:string always required
 limited 2 *flowcontrol.v1.LimitedPriorityLevelConfiguration
 exempt 3 *flowcontrol.v1.ExemptPriorityLevelConfiguration
type flowcontrol.v1.PriorityLevelConfigurationStatus
 conditions 1 []flowcontrol.v1.PriorityLevelConfigurationCondition list=map:type patch=merge key=type
type flowcontrol.v1.QueuingConfiguration
 queues 1 int32 always
 handSize 2 int32 always
 queueLengthLimit 3 int32 always
type flowcontrol.v1.ResourcePolicyRule
 verbs 1 []string always required list=set
 apiGroups 2 []string always required list=set
 resources 3 []string always required list=set
 clusterScope 4 bool
 namespaces 5 []string always list=set
type flowcontrol.v1.ServiceAccountSubject
 namespace 1 string always required
 name 2 string always required
type flowcontrol.v1.Subject unions=[{"discriminator":"kind","fields-to-discriminateBy":{"group":"Group","serviceAccount":"ServiceAccount","user":"User"}}]
 kind 1 flowcontrol.v1.SubjectKind:string always required
 user 2 *flowcontrol.v1.UserSubject
 group 3 *flowcontrol.v1.GroupSubject
 serviceAccount 4 *flowcontrol.v1.ServiceAccountSubject
type flowcontrol.v1.UserSubject
 name 1 string always required
type networking.v1.HTTPIngressPath
 path 1 string
 pathType 3 *networking.v1.PathType:string always required
 backend 2 networking.v1.IngressBackend always required
type networking.v1.HTTPIngressRuleValue
 paths 1 []networking.v1.HTTPIngressPath always required list=atomic
type networking.v1.IPAddress kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 networking.v1.IPAddressSpec required
type networking.v1.IPAddressList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []networking.v1.IPAddress always required
type networking.v1.IPAddressSpec
 parentRef 1 *networking.v1.ParentReference required
type networking.v1.IPBlock
 cidr 1 string always required
 except 2 []string list=atomic
type networking.v1.Ingress kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 networking.v1.IngressSpec
 status 3 networking.v1.IngressStatus
type networking.v1.IngressBackend
 service 4 *networking.v1.IngressServiceBackend
 resource 3 *core.v1.TypedLocalObjectReference
type networking.v1.IngressClass kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 networking.v1.IngressClassSpec
type networking.v1.IngressClassList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []networking.v1.IngressClass always required
type networking.v1.IngressClassParametersReference
 apiGroup 1 *string
 kind 2 string always required
 name 3 string always required
 scope 4 *string always
 namespace 5 *string
type networking.v1.IngressClassSpec
 controller 1 string
 parameters 2 *networking.v1.IngressClassParametersReference
type networking.v1.IngressList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []networking.v1.Ingress always required
type networking.v1.IngressLoadBalancerIngress
 ip 1 string
 hostname 2 string
 ports 4 []networking.v1.IngressPortStatus list=atomic
type networking.v1.IngressLoadBalancerStatus
 ingress 1 []networking.v1.IngressLoadBalancerIngress list=atomic
type networking.v1.IngressPortStatus
 port 1 int32 always required
 protocol 2 core.v1.Protocol:string always required
 error 3 *string
type networking.v1.IngressRule
 host 1 string
 http 2.1 *networking.v1.HTTPIngressRuleValue in=IngressRuleValue
type networking.v1.IngressServiceBackend
 name 1 string always required
 port 2 networking.v1.ServiceBackendPort
type networking.v1.IngressSpec
 ingressClassName 4 *string
 defaultBackend 1 *networking.v1.IngressBackend
 tls 2 []networking.v1.IngressTLS list=atomic
 rules 3 []networking.v1.IngressRule list=atomic
type networking.v1.IngressStatus
 loadBalancer 1 networking.v1.IngressLoadBalancerStatus
type networking.v1.IngressTLS
 hosts 1 []string list=atomic
 secretName 2 string
type networking.v1.NetworkPolicy kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 networking.v1.NetworkPolicySpec
type networking.v1.NetworkPolicyEgressRule
 ports 1 []networking.v1.NetworkPolicyPort list=atomic
 to 2 []networking.v1.NetworkPolicyPeer list=atomic
type networking.v1.NetworkPolicyIngressRule
 ports 1 []networking.v1.NetworkPolicyPort list=atomic
 from 2 []networking.v1.NetworkPolicyPeer list=atomic
type networking.v1.NetworkPolicyList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []networking.v1.NetworkPolicy always required
type networking.v1.NetworkPolicyPeer
 podSelector 1 *meta.v1.LabelSelector
 namespaceSelector 2 *meta.v1.LabelSelector
 ipBlock 3 *networking.v1.IPBlock
type networking.v1.NetworkPolicyPort
 protocol 1 *core.v1.Protocol:string
 port 2 *intOrString
 endPort 3 *int32
type networking.v1.NetworkPolicySpec
 podSelector 1 meta.v1.LabelSelector always
 ingress 2 []networking.v1.NetworkPolicyIngressRule list=atomic
 egress 3 []networking.v1.NetworkPolicyEgressRule list=atomic
 policyTypes 4 []networking.v1.PolicyType:string list=atomic
type networking.v1.ParentReference
 group 1 string
 resource 2 string required
 namespace 3 string
 name 4 string required
type networking.v1.ServiceBackendPort map=atomic
 name 1 string
 number 2 int32
type networking.v1.ServiceCIDR kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 networking.v1.ServiceCIDRSpec
 status 3 networking.v1.ServiceCIDRStatus
type networking.v1.ServiceCIDRList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []networking.v1.ServiceCIDR always required
type networking.v1.ServiceCIDRSpec
 cidrs 1 []string list=atomic
type networking.v1.ServiceCIDRStatus
 conditions 1 []meta.v1.Condition list=map:type patch=merge key=type
type node.v1.Overhead
 podFixed 1 core.v1.ResourceList:{}quantity
type node.v1.RuntimeClass kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 handler 2 string always required
 overhead 3 *node.v1.Overhead
 scheduling 4 *node.v1.Scheduling
type node.v1.RuntimeClassList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []node.v1.RuntimeClass always required
type node.v1.Scheduling
 nodeSelector 1 {}string map=atomic
 tolerations 2 []core.v1.Toleration list=atomic
type policy.v1.Eviction kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 deleteOptions 2 *meta.v1.DeleteOptions
type policy.v1.PodDisruptionBudget kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 policy.v1.PodDisruptionBudgetSpec
 status 3 policy.v1.PodDisruptionBudgetStatus
type policy.v1.PodDisruptionBudgetList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []policy.v1.PodDisruptionBudget always required
type policy.v1.PodDisruptionBudgetSpec
 minAvailable 1 *intOrString
 selector 2 *meta.v1.LabelSelector patch=replace
 maxUnavailable 3 *intOrString
 unhealthyPodEvictionPolicy 4 *policy.v1.UnhealthyPodEvictionPolicyType:string
type policy.v1.PodDisruptionBudgetStatus
 observedGeneration 1 int64
 disruptedPods 2 {}time
 disruptionsAllowed 3 int32 always
 currentHealthy 4 int32 always
 desiredHealthy 5 int32 always
 expectedPods 6 int32 always
 conditions 7 []meta.v1.Condition list=map:type patch=merge key=type
type rbac.v1.AggregationRule
 clusterRoleSelectors 1 []meta.v1.LabelSelector list=atomic
type rbac.v1.ClusterRole kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 rules 2 []rbac.v1.PolicyRule always list=atomic
 aggregationRule 3 *rbac.v1.AggregationRule
type rbac.v1.ClusterRoleBinding kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 subjects 2 []rbac.v1.Subject list=atomic
 roleRef 3 rbac.v1.RoleRef always required
type rbac.v1.ClusterRoleBindingList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []rbac.v1.ClusterRoleBinding always required
type rbac.v1.ClusterRoleList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []rbac.v1.ClusterRole always required
type rbac.v1.PolicyRule
 verbs 1 []string always required list=atomic
 apiGroups 2 []string list=atomic
 resources 3 []string list=atomic
 resourceNames 4 []string list=atomic
 nonResourceURLs 5 []string list=atomic
type rbac.v1.Role kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 rules 2 []rbac.v1.PolicyRule always list=atomic
type rbac.v1.RoleBinding kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 subjects 2 []rbac.v1.Subject list=atomic
 roleRef 3 rbac.v1.RoleRef always required
type rbac.v1.RoleBindingList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []rbac.v1.RoleBinding always required
type rbac.v1.RoleList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []rbac.v1.Role always required
type rbac.v1.RoleRef map=atomic
 apiGroup 1 string always
 kind 2 string always required
 name 3 string always required
type rbac.v1.Subject map=atomic
 kind 1 string always required
 apiGroup 2 string
 name 3 string always required
 namespace 4 string
type resource.v1.AllocatedDeviceStatus
 driver 1 string always required
 pool 2 string always required
 device 3 string always required
 shareID 7 *string
 conditions 4 []meta.v1.Condition always list=map:type
 data 5 *rawExtension
 networkData 6 *resource.v1.NetworkDeviceData
type resource.v1.AllocationResult
 devices 1 resource.v1.DeviceAllocationResult
 nodeSelector 3 *core.v1.NodeSelector
 allocationTimestamp 5 *time
type resource.v1.CELDeviceSelector
 expression 1 string always required
type resource.v1.CapacityRequestPolicy
 default 1 *quantity always
 validValues 3 []quantity list=atomic
 validRange 4 *resource.v1.CapacityRequestPolicyRange
type resource.v1.CapacityRequestPolicyRange
 min 1 *quantity required
 max 2 *quantity
 step 3 *quantity
type resource.v1.CapacityRequirements
 requests 1 {}quantity
type resource.v1.Counter
 value 1 quantity always required
type resource.v1.CounterSet
 name 1 string always required
 counters 2 {}resource.v1.Counter required
type resource.v1.Device
 name 1 string always required
 attributes 2 {}resource.v1.DeviceAttribute
 capacity 3 {}resource.v1.DeviceCapacity
 consumesCounters 4 []resource.v1.DeviceCounterConsumption list=atomic
 nodeName 5 *string
 nodeSelector 6 *core.v1.NodeSelector
 allNodes 7 *bool
 taints 8 []resource.v1.DeviceTaint list=atomic
 bindsToNode 9 *bool
 bindingConditions 10 []string list=atomic
 bindingFailureConditions 11 []string list=atomic
 allowMultipleAllocations 12 *bool
 nodeAllocatableResourceMappings 13 {}resource.v1.NodeAllocatableResourceMapping
type resource.v1.DeviceAllocationConfiguration
 source 1 resource.v1.AllocationConfigSource:string always required
 requests 2 []string list=atomic
 opaque 3.1 *resource.v1.OpaqueDeviceConfiguration in=DeviceConfiguration
type resource.v1.DeviceAllocationResult
 results 1 []resource.v1.DeviceRequestAllocationResult list=atomic
 config 2 []resource.v1.DeviceAllocationConfiguration list=atomic
type resource.v1.DeviceAttribute
 int 2 *int64
 bool 3 *bool
 string 4 *string
 version 5 *string
 ints 6 []int64 list=atomic
 bools 7 []bool list=atomic
 strings 8 []string list=atomic
 versions 9 []string list=atomic
type resource.v1.DeviceCapacity
 value 1 quantity always required
 requestPolicy 2 *resource.v1.CapacityRequestPolicy
type resource.v1.DeviceClaim
 requests 1 []resource.v1.DeviceRequest always list=atomic
 constraints 2 []resource.v1.DeviceConstraint list=atomic
 config 3 []resource.v1.DeviceClaimConfiguration list=atomic
type resource.v1.DeviceClaimConfiguration
 requests 1 []string list=atomic
 opaque 2.1 *resource.v1.OpaqueDeviceConfiguration in=DeviceConfiguration
type resource.v1.DeviceClass kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 resource.v1.DeviceClassSpec always required
type resource.v1.DeviceClassConfiguration
 opaque 1.1 *resource.v1.OpaqueDeviceConfiguration in=DeviceConfiguration
type resource.v1.DeviceClassList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []resource.v1.DeviceClass always required
type resource.v1.DeviceClassSpec
 selectors 1 []resource.v1.DeviceSelector list=atomic
 config 2 []resource.v1.DeviceClassConfiguration list=atomic
 extendedResourceName 4 *string
type resource.v1.DeviceConstraint
 requests 1 []string list=atomic
 matchAttribute 2 *resource.v1.FullyQualifiedName:string
 distinctAttribute 3 *resource.v1.FullyQualifiedName:string
type resource.v1.DeviceCounterConsumption
 counterSet 1 string always required
 counters 2 {}resource.v1.Counter required
type resource.v1.DeviceRequest
 name 1 string always required
 exactly 2 *resource.v1.ExactDeviceRequest
 firstAvailable 3 []resource.v1.DeviceSubRequest list=atomic
type resource.v1.DeviceRequestAllocationResult
 request 1 string always required
 driver 2 string always required
 pool 3 string always required
 device 4 string always required
 adminAccess 5 *bool
 tolerations 6 []resource.v1.DeviceToleration list=atomic
 bindingConditions 7 []string list=atomic
 bindingFailureConditions 8 []string list=atomic
 shareID 9 *pkg.types.UID:string
 consumedCapacity 10 {}quantity
type resource.v1.DeviceSelector
 cel 1 *resource.v1.CELDeviceSelector
type resource.v1.DeviceSubRequest
 name 1 string always required
 deviceClassName 2 string always required
 selectors 3 []resource.v1.DeviceSelector list=atomic
 allocationMode 4 resource.v1.DeviceAllocationMode:string
 count 5 int64
 tolerations 6 []resource.v1.DeviceToleration list=atomic
 capacity 7 *resource.v1.CapacityRequirements
type resource.v1.DeviceTaint
 key 1 string always required
 value 2 string
 effect 3 resource.v1.DeviceTaintEffect:string always required
 timeAdded 4 *time
type resource.v1.DeviceToleration
 key 1 string
 operator 2 resource.v1.DeviceTolerationOperator:string default="Equal"
 value 3 string
 effect 4 resource.v1.DeviceTaintEffect:string
 tolerationSeconds 5 *int64
type resource.v1.ExactDeviceRequest
 deviceClassName 1 string always required
 selectors 2 []resource.v1.DeviceSelector list=atomic
 allocationMode 3 resource.v1.DeviceAllocationMode:string
 count 4 int64
 adminAccess 5 *bool
 tolerations 6 []resource.v1.DeviceToleration list=atomic
 capacity 7 *resource.v1.CapacityRequirements
type resource.v1.NetworkDeviceData
 interfaceName 1 string
 ips 2 []string list=atomic
 hardwareAddress 3 string
type resource.v1.NodeAllocatableResourceMapping
 capacityKey 1 *resource.v1.QualifiedName:string
 allocationMultiplier 2 *quantity
type resource.v1.OpaqueDeviceConfiguration
 driver 1 string always required
 parameters 2 rawExtension always required
type resource.v1.ResourceClaim kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 resource.v1.ResourceClaimSpec always required
 status 3 resource.v1.ResourceClaimStatus
type resource.v1.ResourceClaimConsumerReference
 apiGroup 1 string
 resource 3 string always required
 name 4 string always required
 uid 5 pkg.types.UID:string always required
type resource.v1.ResourceClaimList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []resource.v1.ResourceClaim always required
type resource.v1.ResourceClaimSpec
 devices 1 resource.v1.DeviceClaim always
type resource.v1.ResourceClaimStatus
 allocation 1 *resource.v1.AllocationResult
 reservedFor 2 []resource.v1.ResourceClaimConsumerReference list=map:uid patch=merge key=uid
 devices 4 []resource.v1.AllocatedDeviceStatus list=map:driver,device,pool,shareID
type resource.v1.ResourceClaimTemplate kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 resource.v1.ResourceClaimTemplateSpec always required
type resource.v1.ResourceClaimTemplateList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []resource.v1.ResourceClaimTemplate always required
type resource.v1.ResourceClaimTemplateSpec
 metadata 1 meta.v1.ObjectMeta
 spec 2 resource.v1.ResourceClaimSpec always required
type resource.v1.ResourcePool
 name 1 string always required
 generation 2 int64 always required
 resourceSliceCount 3 int64 always required
type resource.v1.ResourceSlice kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 resource.v1.ResourceSliceSpec always required
type resource.v1.ResourceSliceList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []resource.v1.ResourceSlice always required
type resource.v1.ResourceSliceSpec
 driver 1 string always required
 pool 2 resource.v1.ResourcePool always required
 nodeName 3 *string
 nodeSelector 4 *core.v1.NodeSelector
 allNodes 5 *bool
 devices 6 []resource.v1.Device list=atomic
 perDeviceNodeSelection 7 *bool
 sharedCounters 8 []resource.v1.CounterSet list=atomic
type scheduling.v1.PriorityClass kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 value 2 int32 always
 globalDefault 3 bool
 description 4 string
 preemptionPolicy 5 *core.v1.PreemptionPolicy:string
type scheduling.v1.PriorityClassList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []scheduling.v1.PriorityClass always required
type storage.v1.CSIDriver kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 storage.v1.CSIDriverSpec always required
type storage.v1.CSIDriverList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []storage.v1.CSIDriver always required
type storage.v1.CSIDriverSpec
 attachRequired 1 *bool
 podInfoOnMount 2 *bool
 volumeLifecycleModes 3 []storage.v1.VolumeLifecycleMode:string list=set
 storageCapacity 4 *bool
 fsGroupPolicy 5 *storage.v1.FSGroupPolicy:string
 tokenRequests 6 []storage.v1.TokenRequest list=atomic
 requiresRepublish 7 *bool
 seLinuxMount 8 *bool
 nodeAllocatableUpdatePeriodSeconds 9 *int64
 serviceAccountTokenInSecrets 10 *bool
 preventPodSchedulingIfMissing 11 *bool
type storage.v1.CSINode kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 storage.v1.CSINodeSpec always required
type storage.v1.CSINodeDriver
 name 1 string always required
 nodeID 2 string always required
 topologyKeys 3 []string always list=atomic
 allocatable 4 *storage.v1.VolumeNodeResources
type storage.v1.CSINodeList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []storage.v1.CSINode always required
type storage.v1.CSINodeSpec
 drivers 1 []storage.v1.CSINodeDriver always required list=map:name patch=merge key=name
type storage.v1.CSIStorageCapacity kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 nodeTopology 2 *meta.v1.LabelSelector
 storageClassName 3 string always required
 capacity 4 *quantity
 maximumVolumeSize 5 *quantity
type storage.v1.CSIStorageCapacityList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []storage.v1.CSIStorageCapacity always required
type storage.v1.StorageClass kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 provisioner 2 string always required
 parameters 3 {}string
 reclaimPolicy 4 *core.v1.PersistentVolumeReclaimPolicy:string
 mountOptions 5 []string list=atomic
 allowVolumeExpansion 6 *bool
 volumeBindingMode 7 *storage.v1.VolumeBindingMode:string
 allowedTopologies 8 []core.v1.TopologySelectorTerm list=atomic
type storage.v1.StorageClassList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []storage.v1.StorageClass always required
type storage.v1.TokenRequest
 audience 1 string always required
 expirationSeconds 2 *int64
type storage.v1.VolumeAttachment kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 storage.v1.VolumeAttachmentSpec always required
 status 3 storage.v1.VolumeAttachmentStatus
type storage.v1.VolumeAttachmentList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []storage.v1.VolumeAttachment always required
type storage.v1.VolumeAttachmentSource
 persistentVolumeName 1 *string
 inlineVolumeSpec 2 *core.v1.PersistentVolumeSpec
type storage.v1.VolumeAttachmentSpec
 attacher 1 string always required
 source 2 storage.v1.VolumeAttachmentSource always required
 nodeName 3 string always required
type storage.v1.VolumeAttachmentStatus
 attached 1 bool always required
 attachmentMetadata 2 {}string
 attachError 3 *storage.v1.VolumeError
 detachError 4 *storage.v1.VolumeError
type storage.v1.VolumeAttributesClass kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 driverName 2 string always required
 parameters 3 {}string
type storage.v1.VolumeAttributesClassList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []storage.v1.VolumeAttributesClass always required
type storage.v1.VolumeError
 time 1 time
 message 2 string
 errorCode 3 *int32
type storage.v1.VolumeNodeResources
 count 1 *int32
type apiextensions.v1.ConversionRequest
 uid 1 pkg.types.UID:string always
 desiredAPIVersion 2 string always
 objects 3 []rawExtension always
type apiextensions.v1.ConversionResponse
 uid 1 pkg.types.UID:string always
 convertedObjects 2 []rawExtension always
 result 3 meta.v1.Status always
type apiextensions.v1.ConversionReview kind
 kind - string
 apiVersion - string
 request 1 *apiextensions.v1.ConversionRequest
 response 2 *apiextensions.v1.ConversionResponse
type apiextensions.v1.CustomResourceColumnDefinition
 name 1 string always required
 type 2 string always required
 format 3 string
 description 4 string
 priority 5 int32
 jsonPath 6 string always required
type apiextensions.v1.CustomResourceConversion
 strategy 1 apiextensions.v1.ConversionStrategyType:string always required
 webhook 2 *apiextensions.v1.WebhookConversion
type apiextensions.v1.CustomResourceDefinition kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 apiextensions.v1.CustomResourceDefinitionSpec always required
 status 3 apiextensions.v1.CustomResourceDefinitionStatus
type apiextensions.v1.CustomResourceDefinitionCondition
 type 1 apiextensions.v1.CustomResourceDefinitionConditionType:string always required
 status 2 apiextensions.v1.ConditionStatus:string always required
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
 observedGeneration 6 int64
type apiextensions.v1.CustomResourceDefinitionList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []apiextensions.v1.CustomResourceDefinition always required
type apiextensions.v1.CustomResourceDefinitionNames
 plural 1 string always required
 singular 2 string
 shortNames 3 []string list=atomic
 kind 4 string always required
 listKind 5 string
 categories 6 []string list=atomic
type apiextensions.v1.CustomResourceDefinitionSpec
 group 1 string always required
 names 3 apiextensions.v1.CustomResourceDefinitionNames always required
 scope 4 apiextensions.v1.ResourceScope:string always required
 versions 7 []apiextensions.v1.CustomResourceDefinitionVersion always required list=atomic
 conversion 9 *apiextensions.v1.CustomResourceConversion
 preserveUnknownFields 10 bool
type apiextensions.v1.CustomResourceDefinitionStatus
 conditions 1 []apiextensions.v1.CustomResourceDefinitionCondition always list=map:type
 acceptedNames 2 apiextensions.v1.CustomResourceDefinitionNames always
 storedVersions 3 []string always list=atomic
 observedGeneration 4 int64
type apiextensions.v1.CustomResourceDefinitionVersion
 name 1 string always required
 served 2 bool always required
 storage 3 bool always required
 deprecated 7 bool
 deprecationWarning 8 *string
 schema 4 *apiextensions.v1.CustomResourceValidation
 subresources 5 *apiextensions.v1.CustomResourceSubresources
 additionalPrinterColumns 6 []apiextensions.v1.CustomResourceColumnDefinition list=atomic
 selectableFields 9 []apiextensions.v1.SelectableField list=atomic
type apiextensions.v1.CustomResourceSubresourceScale
 specReplicasPath 1 string always required
 statusReplicasPath 2 string always required
 labelSelectorPath 3 *string
type apiextensions.v1.CustomResourceSubresourceStatus
type apiextensions.v1.CustomResourceSubresources
 status 1 *apiextensions.v1.CustomResourceSubresourceStatus
 scale 2 *apiextensions.v1.CustomResourceSubresourceScale
type apiextensions.v1.CustomResourceValidation
 openAPIV3Schema 1 *apiextensions.v1.JSONSchemaProps
type apiextensions.v1.ExternalDocumentation
 description 1 string
 url 2 string
type apiextensions.v1.JSONSchemaProps
 id 1 string
 $schema 2 apiextensions.v1.JSONSchemaURL:string
 $ref 3 *string
 description 4 string
 type 5 string
 format 6 string
 title 7 string
 default 8 *json
 maximum 9 *double
 exclusiveMaximum 10 bool
 minimum 11 *double
 exclusiveMinimum 12 bool
 maxLength 13 *int64
 minLength 14 *int64
 pattern 15 string
 maxItems 16 *int64
 minItems 17 *int64
 uniqueItems 18 bool
 multipleOf 19 *double
 enum 20 []json list=atomic
 maxProperties 21 *int64
 minProperties 22 *int64
 required 23 []string list=atomic
 items 24 *schemaOrArray
 allOf 25 []apiextensions.v1.JSONSchemaProps list=atomic
 oneOf 26 []apiextensions.v1.JSONSchemaProps list=atomic
 anyOf 27 []apiextensions.v1.JSONSchemaProps list=atomic
 not 28 *apiextensions.v1.JSONSchemaProps
 properties 29 {}apiextensions.v1.JSONSchemaProps
 additionalProperties 30 *schemaOrBool
 patternProperties 31 {}apiextensions.v1.JSONSchemaProps
 dependencies 32 apiextensions.v1.JSONSchemaDependencies:{}schemaOrStringArray
 additionalItems 33 *schemaOrBool
 definitions 34 apiextensions.v1.JSONSchemaDefinitions:{}apiextensions.v1.JSONSchemaProps
 externalDocs 35 *apiextensions.v1.ExternalDocumentation
 example 36 *json
 nullable 37 bool
 x-kubernetes-preserve-unknown-fields 38 *bool
 x-kubernetes-embedded-resource 39 bool
 x-kubernetes-int-or-string 40 bool
 x-kubernetes-list-map-keys 41 []string list=atomic
 x-kubernetes-list-type 42 *string
 x-kubernetes-map-type 43 *string
 x-kubernetes-validations 44 apiextensions.v1.ValidationRules:[]apiextensions.v1.ValidationRule list=map:rule patch=merge key=rule
type apiextensions.v1.SelectableField
 jsonPath 1 string always required
type apiextensions.v1.ServiceReference
 namespace 1 string always required
 name 2 string always required
 path 3 *string
 port 4 *int32
type apiextensions.v1.ValidationRule
 rule 1 string always required
 message 2 string
 messageExpression 3 string
 reason 4 *apiextensions.v1.FieldValueErrorReason:string
 fieldPath 5 string
 optionalOldSelf 6 *bool
type apiextensions.v1.WebhookClientConfig
 url 3 *string
 service 1 *apiextensions.v1.ServiceReference
 caBundle 2 bytes
type apiextensions.v1.WebhookConversion
 clientConfig 2 *apiextensions.v1.WebhookClientConfig
 conversionReviewVersions 3 []string always required list=atomic
type meta.v1.APIGroup
 kind - string
 apiVersion - string
 name 1 string always required
 versions 2 []meta.v1.GroupVersionForDiscovery always required list=atomic
 preferredVersion 3 meta.v1.GroupVersionForDiscovery
 serverAddressByClientCIDRs 4 []meta.v1.ServerAddressByClientCIDR list=atomic
type meta.v1.APIGroupList
 kind - string
 apiVersion - string
 groups 1 []meta.v1.APIGroup always required list=atomic
type meta.v1.APIResource
 name 1 string always required
 singularName 6 string always required
 namespaced 2 bool always required
 group 8 string
 version 9 string
 kind 3 string always required
 verbs 4 meta.v1.Verbs:~[]string always required
 shortNames 5 []string list=atomic
 categories 7 []string list=atomic
 storageVersionHash 10 string
type meta.v1.APIResourceList
 kind - string
 apiVersion - string
 groupVersion 1 string always required
 resources 2 []meta.v1.APIResource always required list=atomic
type meta.v1.APIVersions
 kind - string
 apiVersion - string
 versions 1 []string always required list=atomic
 serverAddressByClientCIDRs 2 []meta.v1.ServerAddressByClientCIDR always required list=atomic
type meta.v1.Condition
 type 1 string always required
 status 2 meta.v1.ConditionStatus:string always required
 observedGeneration 3 int64
 lastTransitionTime 4 time always required
 reason 5 string always required
 message 6 string always required
type meta.v1.CreateOptions
 kind - string
 apiVersion - string
 dryRun 1 []string
 fieldManager 3 string
 fieldValidation 4 string
type meta.v1.DeleteOptions
 kind - string
 apiVersion - string
 gracePeriodSeconds 1 *int64
 preconditions 2 *meta.v1.Preconditions
 orphanDependents 3 *bool
 propagationPolicy 4 *meta.v1.DeletionPropagation:string
 dryRun 5 []string list=atomic
 ignoreStoreReadErrorWithClusterBreakingPotential 6 *bool
type meta.v1.FieldSelectorRequirement
 key 1 string always required
 operator 2 meta.v1.FieldSelectorOperator:string always required
 values 3 []string list=atomic
type meta.v1.GetOptions
 kind - string
 apiVersion - string
 resourceVersion 1 string
type meta.v1.GroupVersionForDiscovery
 groupVersion 1 string always required
 version 2 string always required
type meta.v1.LabelSelector map=atomic
 matchLabels 1 {}string
 matchExpressions 2 []meta.v1.LabelSelectorRequirement list=atomic
type meta.v1.LabelSelectorRequirement
 key 1 string always required
 operator 2 meta.v1.LabelSelectorOperator:string always required
 values 3 []string list=atomic
type meta.v1.ListMeta
 selfLink 1 string
 resourceVersion 2 string
 continue 3 string
 remainingItemCount 4 *int64
 shardInfo 5 *meta.v1.ShardInfo
type meta.v1.ListOptions
 kind - string
 apiVersion - string
 labelSelector 1 string
 fieldSelector 2 string
 watch 3 bool
 allowWatchBookmarks 9 bool
 resourceVersion 4 string
 resourceVersionMatch 10 meta.v1.ResourceVersionMatch:string
 timeoutSeconds 5 *int64
 limit 7 int64
 continue 8 string
 sendInitialEvents 11 *bool
 shardSelector 15 string
type meta.v1.ManagedFieldsEntry
 manager 1 string
 operation 2 meta.v1.ManagedFieldsOperationType:string
 apiVersion 3 string
 time 4 *time
 fieldsType 6 string
 fieldsV1 7 *fieldsV1
 subresource 8 string
type meta.v1.ObjectMeta
 name 1 string
 generateName 2 string
 namespace 3 string
 selfLink 4 string
 uid 5 pkg.types.UID:string
 resourceVersion 6 string
 generation 7 int64
 creationTimestamp 8 time omitzero
 deletionTimestamp 9 *time
 deletionGracePeriodSeconds 10 *int64
 labels 11 {}string
 annotations 12 {}string
 ownerReferences 13 []meta.v1.OwnerReference list=map:uid patch=merge key=uid
 finalizers 14 []string list=set patch=merge
 managedFields 17 []meta.v1.ManagedFieldsEntry list=atomic
type meta.v1.OwnerReference map=atomic
 apiVersion 5 string always required
 kind 1 string always required
 name 3 string always required
 uid 4 pkg.types.UID:string always required
 controller 6 *bool
 blockOwnerDeletion 7 *bool
type meta.v1.PartialObjectMetadata kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
type meta.v1.PartialObjectMetadataList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []meta.v1.PartialObjectMetadata always
type meta.v1.Patch
type meta.v1.PatchOptions
 kind - string
 apiVersion - string
 dryRun 1 []string
 force 2 *bool
 fieldManager 3 string
 fieldValidation 4 string
type meta.v1.Preconditions
 uid 1 *pkg.types.UID:string
 resourceVersion 2 *string
type meta.v1.ServerAddressByClientCIDR
 clientCIDR 1 string always required
 serverAddress 2 string always required
type meta.v1.ShardInfo
 selector 1 string always required
type meta.v1.Status
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 status 2 string
 message 3 string
 reason 4 meta.v1.StatusReason:string
 details 5 *meta.v1.StatusDetails
 code 6 int32
type meta.v1.StatusCause
 reason 1 meta.v1.CauseType:string
 message 2 string
 field 3 string
type meta.v1.StatusDetails
 name 1 string
 group 2 string
 kind 3 string
 uid 6 pkg.types.UID:string
 causes 4 []meta.v1.StatusCause list=atomic
 retryAfterSeconds 5 int32
type meta.v1.UpdateOptions
 kind - string
 apiVersion - string
 dryRun 1 []string
 fieldManager 2 string
 fieldValidation 3 string
type meta.v1.WatchEvent
 type 1 string always required
 object 2 rawExtension always required
type apiregistration.v1.APIService kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ObjectMeta
 spec 2 apiregistration.v1.APIServiceSpec
 status 3 apiregistration.v1.APIServiceStatus
type apiregistration.v1.APIServiceCondition
 type 1 apiregistration.v1.APIServiceConditionType:string always required
 status 2 apiregistration.v1.ConditionStatus:string always required
 lastTransitionTime 3 time
 reason 4 string
 message 5 string
type apiregistration.v1.APIServiceList kind
 kind - string
 apiVersion - string
 metadata 1 meta.v1.ListMeta
 items 2 []apiregistration.v1.APIService always required
type apiregistration.v1.APIServiceSpec
 service 1 *apiregistration.v1.ServiceReference
 group 2 string
 version 3 string
 insecureSkipTLSVerify 4 bool
 caBundle 5 bytes list=atomic
 groupPriorityMinimum 7 int32 always required
 versionPriority 8 int32 always required
type apiregistration.v1.APIServiceStatus
 conditions 1 []apiregistration.v1.APIServiceCondition list=map:type patch=merge key=type
type apiregistration.v1.ServiceReference
 namespace 1 string
 name 2 string
 port 3 *int32
`;
