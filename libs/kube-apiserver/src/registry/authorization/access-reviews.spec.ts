import { describe, expect, it } from 'vitest';
import { newStorage } from '../../testing/new-storage.js';
import { newRequestContext } from '../../testing/request-context.js';
import type { Draft } from '../resource-strategy.js';
import {
  localSubjectAccessReview,
  selfSubjectAccessReview,
  subjectAccessReview,
} from './access-reviews.js';

const context = newRequestContext(newStorage(), 'jane', { namespace: 'ns1' });
const draft = (spec: object, metadata?: object): Draft => ({ spec, ...(metadata && { metadata }) });
const pods = { verb: 'get', resource: 'pods', namespace: 'ns1' };

/** What a real kube-apiserver 1.36 answers to the same reviews. */
describe('access reviews', () => {
  const admin = { groups: ['kubeadm:cluster-admins'] };
  const allowedBy =
    'RBAC: allowed by ClusterRoleBinding "kubeadm:cluster-admins" of ClusterRole "cluster-admin" to Group "kubeadm:cluster-admins"';
  it.each([
    [
      'oneself, refused',
      selfSubjectAccessReview,
      draft({ resourceAttributes: pods }),
      { allowed: false },
    ],
    [
      'oneself, a path',
      selfSubjectAccessReview,
      draft({ nonResourceAttributes: { path: '/api', verb: 'get' } }),
      {
        allowed: true,
        reason:
          'RBAC: allowed by ClusterRoleBinding "system:discovery" of ClusterRole "system:discovery" to Group "system:authenticated"',
      },
    ],
    [
      'someone',
      subjectAccessReview,
      draft({ user: 'mei', resourceAttributes: pods }),
      { allowed: false },
    ],
    [
      'a group',
      subjectAccessReview,
      draft({ ...admin, resourceAttributes: pods }),
      { allowed: true, reason: allowedBy },
    ],
    [
      'the privileged group',
      subjectAccessReview,
      draft({ groups: ['system:masters'], resourceAttributes: pods }),
      { allowed: true },
    ],
    [
      'someone here',
      localSubjectAccessReview,
      draft({ ...admin, resourceAttributes: pods }),
      { allowed: true, reason: allowedBy },
    ],
    [
      'selectors nobody can read',
      subjectAccessReview,
      draft({
        user: 'mei',
        resourceAttributes: {
          ...pods,
          labelSelector: { rawSelector: 'a in (' },
          fieldSelector: {
            requirements: [
              { key: 'a', operator: 'Exists' },
              { key: 'b', operator: 'In', values: ['c'] },
            ],
          },
        },
      }),
      {
        allowed: false,
        evaluationError:
          'spec.resourceAttributes.fieldSelector partially ignored due to parse error; spec.resourceAttributes.labelSelector ignored due to parse error',
      },
    ],
  ])('%s', async (_, review, asked, status) => {
    expect(await review.create(asked, context)).toMatchObject({ status });
  });

  const invalid = '.authorization.k8s.io "" is invalid: ';
  it.each([
    [
      'neither',
      selfSubjectAccessReview,
      draft({}),
      `${invalid}spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified`,
    ],
    [
      'both',
      selfSubjectAccessReview,
      draft({ resourceAttributes: pods, nonResourceAttributes: { path: '/x', verb: 'get' } }),
      `${invalid}spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":"get"}: cannot be specified in combination with resourceAttributes`,
    ],
    [
      'a name',
      selfSubjectAccessReview,
      draft({ resourceAttributes: pods }, { name: 'x' }),
      `${invalid}metadata: Invalid value: {"name":"x"}: must be empty`,
    ],
    [
      'nobody',
      subjectAccessReview,
      draft({ resourceAttributes: pods }),
      `${invalid}spec.user: Invalid value: "": at least one of user or group must be specified`,
    ],
    [
      'an empty selector',
      subjectAccessReview,
      draft({ user: 'x', resourceAttributes: { ...pods, fieldSelector: {} } }),
      `${invalid}spec.resourceAttributes.fieldSelector.requirements: Required value: when spec.resourceAttributes.fieldSelector is specified, requirements or rawSelector is required`,
    ],
    [
      'two selectors',
      subjectAccessReview,
      draft({
        user: 'x',
        resourceAttributes: {
          ...pods,
          labelSelector: { rawSelector: 'a=b', requirements: [{ key: 'a', operator: 'Later' }] },
        },
      }),
      `${invalid}spec.resourceAttributes.labelSelector.rawSelector: Invalid value: "a=b": may not specified at the same time as requirements`,
    ],
    [
      'another namespace',
      localSubjectAccessReview,
      draft({ user: 'x', resourceAttributes: { ...pods, namespace: 'other' } }),
      `${invalid}spec.resourceAttributes.namespace: Invalid value: "other": must match metadata.namespace`,
    ],
    [
      'a path in a namespace',
      localSubjectAccessReview,
      draft({ user: 'x', nonResourceAttributes: { path: '/x', verb: 'get' } }),
      `${invalid}spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":"get"}: disallowed on this kind of request`,
    ],
    [
      'metadata of another namespace',
      localSubjectAccessReview,
      draft({ user: 'x', resourceAttributes: pods }, { namespace: 'x' }),
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
  ])('refuses %s', async (_, review, asked, message) => {
    await expect(review.create(asked, context)).rejects.toThrow(message);
  });
});
