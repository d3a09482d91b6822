/**
 * Datadog's template of its forwarder: the version that was read for what it is told here and what its role needs. "latest" would
 * change under us. CloudFormation fetches the address itself and checks no hash, so `npm run forwarder` does, before a stack is
 * applied. The function's code is a layer that the template names by its version; a layer's version never changes.
 * The hash is of `aws/logs_monitoring/template.yaml` at the tag `aws-dd-forwarder-4.4.0`, which release.sh uploads as it is.
 * @see https://github.com/DataDog/datadog-serverless-functions/blob/aws-dd-forwarder-4.4.0/aws/logs_monitoring/template.yaml
 * @see https://github.com/DataDog/datadog-serverless-functions/blob/aws-dd-forwarder-4.4.0/aws/logs_monitoring/release.sh
 */
export const forwarderTemplate = {
  url: "https://datadog-cloudformation-template.s3.amazonaws.com/aws/forwarder/4.4.0.yaml",
  sha256: "e571dc504d0da6e08870cc09f7718a593258aca71bea2d65cb722d9be3340ea7",
} as const;
