"""Uses the API as programs of python3-kubernetes do; prints what came of each step."""
import base64
import json

from kubernetes import client, config, dynamic, utils, watch
from kubernetes.client.rest import ApiException

config.load_kube_config()
core = client.CoreV1Api()
apps = client.AppsV1Api()
namespace = 'python'


def named(name):
    return client.V1ObjectMeta(name=name)


print('version', client.VersionApi().get_code().minor)
core.create_namespace(client.V1Namespace(metadata=named(namespace)))

since = core.list_namespaced_config_map(namespace).metadata.resource_version
core.create_namespaced_config_map(namespace, client.V1ConfigMap(metadata=named('a'), data={'k': 'v'}))
core.patch_namespaced_config_map('a', namespace, {'data': {'k': 'w'}})
core.delete_namespaced_config_map('a', namespace)
watcher = watch.Watch()
for event in watcher.stream(
    core.list_namespaced_config_map, namespace, resource_version=since, timeout_seconds=20
):
    if event['object'].metadata.name == 'a':
        print('watch', event['type'], event['object'].data)
        if event['type'] == 'DELETED':
            watcher.stop()

labels = {'app': 'web'}
container = client.V1Container(name='web', image='nginx')
pod_spec = client.V1PodSpec(containers=[container], scheduler_name='nobody')
template = client.V1PodTemplateSpec(metadata=client.V1ObjectMeta(labels=labels), spec=pod_spec)
selector = client.V1LabelSelector(match_labels=labels)
apps.create_namespaced_deployment(
    namespace,
    client.V1Deployment(
        metadata=named('web'),
        spec=client.V1DeploymentSpec(replicas=0, selector=selector, template=template),
    ),
)
apps.patch_namespaced_deployment_scale('web', namespace, {'spec': {'replicas': 3}})
print('scale', apps.read_namespaced_deployment_scale('web', namespace).spec.replicas)

try:
    core.read_namespaced_pod('none', namespace)
except ApiException as error:
    print('status', error.status, json.loads(error.body)['message'])

attributes = client.V1ResourceAttributes(verb='list', resource='pods')
review = client.AuthorizationV1Api().create_self_subject_access_review(
    client.V1SelfSubjectAccessReview(
        spec=client.V1SelfSubjectAccessReviewSpec(resource_attributes=attributes)
    )
)
print('allowed', review.status.allowed)

dynamic_client = dynamic.DynamicClient(client.ApiClient())
config_maps = dynamic_client.resources.get(api_version='v1', kind='ConfigMap')
applied = {'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'b'}, 'data': {'x': 'y'}}
config_maps.create(body=applied, namespace=namespace)
print('dynamic', config_maps.get(name='b', namespace=namespace).data.x)

secret = {
    'apiVersion': 'v1',
    'kind': 'Secret',
    'metadata': {'name': 's', 'namespace': namespace},
    'stringData': {'p': 'q'},
}
utils.create_from_dict(client.ApiClient(), secret)
print('secret', base64.b64decode(core.read_namespaced_secret('s', namespace).data['p']).decode())
core.delete_namespace(namespace)
