/** How a deployment of a stack ended. */
export interface DeploymentOutcome {
  readonly status: 'CREATE_COMPLETE' | 'ROLLBACK_COMPLETE' | 'ROLLBACK_FAILED' | 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_FAILED';
  /** The resource that failed first, and why. */
  readonly failure?: { readonly logicalId: string; readonly reason: string };
}
