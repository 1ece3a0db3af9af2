// Made by scripts/update-kube-schema.ts; do not edit.
export const resourceTable = `
group "" 18000
version v1 1
bindings binding Binding create namespaced
componentstatuses componentstatus ComponentStatus get,list short=cs
configmaps configmap ConfigMap * namespaced short=cm hash=qFsyl6wFWjQ=
endpoints endpoints Endpoints * namespaced short=ep hash=fWeeMqaN/OA=
events event Event * namespaced short=ev hash=r2yiGXH7wu8=
limitranges limitrange LimitRange * namespaced short=limits hash=EBKMFVe6cwo=
namespaces namespace Namespace create,delete,get,list,patch,update,watch short=ns hash=Q3oi5N2YM8M=
 /finalize Namespace update
 /status Namespace get,patch,update
nodes node Node * short=no hash=XwShjMxG9Fs=
 /proxy NodeProxyOptions create,delete,get,patch,update
 /status Node get,patch,update
persistentvolumeclaims persistentvolumeclaim PersistentVolumeClaim * namespaced short=pvc returnsDeleted hash=QWTyNDq0dC4=
 /status PersistentVolumeClaim get,patch,update
persistentvolumes persistentvolume PersistentVolume * short=pv returnsDeleted hash=HN/zwEC+JgM=
 /status PersistentVolume get,patch,update
pods pod Pod * namespaced short=po in=all returnsDeleted hash=xPOwRZ+Yhw8=
 /attach PodAttachOptions create,get
 /binding Binding create
 /ephemeralcontainers Pod get,patch,update
 /eviction Eviction create as=policy/v1
 /exec PodExecOptions create,get
 /log Pod get
 /portforward PodPortForwardOptions create,get
 /proxy PodProxyOptions create,delete,get,patch,update
 /resize Pod get,patch,update
 /status Pod get,patch,update
podtemplates podtemplate PodTemplate * namespaced returnsDeleted hash=LIXB2x4IFpk=
replicationcontrollers replicationcontroller ReplicationController * namespaced short=rc in=all hash=Jond2If31h0=
 /scale Scale get,patch,update as=autoscaling/v1
 /status ReplicationController get,patch,update
resourcequotas resourcequota ResourceQuota * namespaced short=quota returnsDeleted hash=8uhSgffRX6w=
 /status ResourceQuota get,patch,update
secrets secret Secret * namespaced hash=S6u1pOWzb84=
serviceaccounts serviceaccount ServiceAccount * namespaced short=sa returnsDeleted hash=pbx9ZvyFpBE=
 /token TokenRequest create as=authentication.k8s.io/v1
services service Service * namespaced short=svc in=all returnsDeleted hash=0/CO1lhkEBI=
 /proxy ServiceProxyOptions create,delete,get,patch,update
 /status Service get,patch,update
group apiregistration.k8s.io 20001
version v1 0
apiservices apiservice APIService * in=api-extensions hash=InPBPD7+PqM=
 /status APIService get,patch,update
group apps 17800
version v1 15
controllerrevisions controllerrevision ControllerRevision * namespaced hash=85nkx63pcBU=
daemonsets daemonset DaemonSet * namespaced short=ds in=all hash=dd7pWHUlMKQ=
 /status DaemonSet get,patch,update
deployments deployment Deployment * namespaced short=deploy in=all hash=8aSe+NMegvE=
 /scale Scale get,patch,update as=autoscaling/v1
 /status Deployment get,patch,update
replicasets replicaset ReplicaSet * namespaced short=rs in=all hash=P1RzHs8/mWQ=
 /scale Scale get,patch,update as=autoscaling/v1
 /status ReplicaSet get,patch,update
statefulsets statefulset StatefulSet * namespaced short=sts in=all hash=H+vl74LkKdo=
 /scale Scale get,patch,update as=autoscaling/v1
 /status StatefulSet get,patch,update
group events.k8s.io 17750
version v1 15
events event Event * namespaced short=ev hash=r2yiGXH7wu8=
group authentication.k8s.io 17700
version v1 15
selfsubjectreviews selfsubjectreview SelfSubjectReview create
tokenreviews tokenreview TokenReview create
group authorization.k8s.io 17600
version v1 15
localsubjectaccessreviews localsubjectaccessreview LocalSubjectAccessReview create namespaced
selfsubjectaccessreviews selfsubjectaccessreview SelfSubjectAccessReview create
selfsubjectrulesreviews selfsubjectrulesreview SelfSubjectRulesReview create
subjectaccessreviews subjectaccessreview SubjectAccessReview create
group autoscaling 17500
version v2 30
horizontalpodautoscalers horizontalpodautoscaler HorizontalPodAutoscaler * namespaced short=hpa in=all hash=qwQve8ut294=
 /status HorizontalPodAutoscaler get,patch,update
version v1 15
horizontalpodautoscalers horizontalpodautoscaler HorizontalPodAutoscaler * namespaced short=hpa in=all hash=qwQve8ut294=
 /status HorizontalPodAutoscaler get,patch,update
group batch 17400
version v1 15
cronjobs cronjob CronJob * namespaced short=cj in=all hash=sd5LIXh4Fjs=
 /status CronJob get,patch,update
jobs job Job * namespaced in=all hash=mudhfqk/qZY=
 /status Job get,patch,update
group certificates.k8s.io 17300
version v1 15
certificatesigningrequests certificatesigningrequest CertificateSigningRequest * short=csr hash=95fRKMXA+00=
 /approval CertificateSigningRequest get,patch,update
 /status CertificateSigningRequest get,patch,update
group networking.k8s.io 17200
version v1 15
ingressclasses ingressclass IngressClass * hash=l/iqIbDgFyQ=
ingresses ingress Ingress * namespaced short=ing hash=39NQlfNR+bo=
 /status Ingress get,patch,update
ipaddresses ipaddress IPAddress * short=ip hash=3f/plJFChNE=
networkpolicies networkpolicy NetworkPolicy * namespaced short=netpol hash=YpfwF18m1G8=
servicecidrs servicecidr ServiceCIDR * hash=gNLvruQhW2g=
 /status ServiceCIDR get,patch,update
group policy 17100
version v1 15
poddisruptionbudgets poddisruptionbudget PodDisruptionBudget * namespaced short=pdb hash=EVWiDmWqyJw=
 /status PodDisruptionBudget get,patch,update
group rbac.authorization.k8s.io 17000
version v1 15
clusterrolebindings clusterrolebinding ClusterRoleBinding * hash=48tpQ8gZHFc=
clusterroles clusterrole ClusterRole * hash=bYE5ZWDrJ44=
rolebindings rolebinding RoleBinding * namespaced hash=eGsCzGH6b1g=
roles role Role * namespaced hash=7FuwZcIIItM=
group storage.k8s.io 16800
version v1 15
csidrivers csidriver CSIDriver * returnsDeleted hash=hL6j/rwBV5w=
csinodes csinode CSINode * returnsDeleted hash=Pe62DkZtjuo=
csistoragecapacities csistoragecapacity CSIStorageCapacity * namespaced hash=xeVl+2Ly1kE=
storageclasses storageclass StorageClass * short=sc returnsDeleted hash=K+m6uJwbjGY=
volumeattachments volumeattachment VolumeAttachment * returnsDeleted hash=tJx/ezt6UDU=
 /status VolumeAttachment get,patch,update
volumeattributesclasses volumeattributesclass VolumeAttributesClass * short=vac returnsDeleted hash=tIjydgKBC5w=
group admissionregistration.k8s.io 16700
version v1 15
mutatingadmissionpolicies mutatingadmissionpolicy MutatingAdmissionPolicy * in=api-extensions hash=LYmCf+UMVdg=
mutatingadmissionpolicybindings mutatingadmissionpolicybinding MutatingAdmissionPolicyBinding * in=api-extensions hash=90V5FRZZ3Zg=
mutatingwebhookconfigurations mutatingwebhookconfiguration MutatingWebhookConfiguration * in=api-extensions hash=Sqi0GUgDaX0=
validatingadmissionpolicies validatingadmissionpolicy ValidatingAdmissionPolicy * in=api-extensions hash=6OxvlMmQ6is=
 /status ValidatingAdmissionPolicy get,patch,update
validatingadmissionpolicybindings validatingadmissionpolicybinding ValidatingAdmissionPolicyBinding * in=api-extensions hash=v9715VZqakg=
validatingwebhookconfigurations validatingwebhookconfiguration ValidatingWebhookConfiguration * in=api-extensions hash=B0wHjQmsGNk=
group apiextensions.k8s.io 16700
version v1 15
customresourcedefinitions customresourcedefinition CustomResourceDefinition * short=crd,crds in=api-extensions hash=jfWCUB31mvA=
 /status CustomResourceDefinition get,patch,update
group scheduling.k8s.io 16600
version v1 15
priorityclasses priorityclass PriorityClass * short=pc hash=1QwjyaZjj3Y=
group coordination.k8s.io 16500
version v1 15
leases lease Lease * namespaced hash=gqkMMb/YqFM=
group node.k8s.io 16300
version v1 15
runtimeclasses runtimeclass RuntimeClass * hash=WQTu1GL3T2Q=
group discovery.k8s.io 16200
version v1 15
endpointslices endpointslice EndpointSlice * namespaced hash=qgS0xkrxYAI=
group resource.k8s.io 16200
version v1 21
deviceclasses deviceclass DeviceClass * returnsDeleted hash=Yk2PTc1Ybxk=
resourceclaims resourceclaim ResourceClaim * namespaced returnsDeleted hash=wgAZaHcZxUg=
 /status ResourceClaim get,patch,update
resourceclaimtemplates resourceclaimtemplate ResourceClaimTemplate * namespaced returnsDeleted hash=TuzjC49aUfM=
resourceslices resourceslice ResourceSlice * returnsDeleted hash=KsC072WgaEY=
group flowcontrol.apiserver.k8s.io 16100
version v1 21
flowschemas flowschema FlowSchema * hash=GJVAJZSZBIw=
 /status FlowSchema get,patch,update
prioritylevelconfigurations prioritylevelconfiguration PriorityLevelConfiguration * hash=Kir5PVfvNeI=
 /status PriorityLevelConfiguration get,patch,update
`;
