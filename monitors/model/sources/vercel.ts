/**
 * What Datadog calls the lines of our drains (`ddsource`). Not `vercel`: for that source Datadog has a pipeline of its own, which
 * renames `environment` and `deploymentId`, sets the service to the project's name and `env` to "production", and takes an error of a
 * build for a warning, so that no search of ours would find its lines.
 * @see https://github.com/DataDog/integrations-extras/blob/master/vercel/assets/logs/vercel.yaml
 */
export const DRAINED = "vercel-drain";
