import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_kibana_import_saved_objects: deleting it leaves the objects in Kibana */
export class KibanaImportSavedObjects extends CustomResource {
  public static readonly __pulumiType = "elasticstack:index/kibanaImportSavedObjects:KibanaImportSavedObjects";

  constructor(name: string, args: KibanaImportSavedObjectsArgs, opts?: CustomResourceOptions) {
    super(KibanaImportSavedObjects.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface KibanaImportSavedObjectsArgs {
  /** Newline-delimited JSON, as Kibana exports it. */
  readonly fileContents: Input<string>;
  readonly ignoreImportErrors?: Input<boolean | undefined>;
  readonly overwrite?: Input<boolean | undefined>;
  readonly spaceId?: Input<string | undefined>;
}
