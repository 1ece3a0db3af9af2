export * from './check-context.js';
export * from './check-evaluator.js';
export * from './check-outcome.js';
export { lintCheck } from './check-registry.js';
export { isAuthorsFeedback, judgeAnswer } from './checks/answer.check.js';
export * from './evaluate-check.js';
export { gradedCluster } from './graded-cluster.js';
export * from './lab-grader.js';
export * from './score.js';
