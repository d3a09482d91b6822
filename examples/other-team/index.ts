import { run } from "./program";

/** What Pulumi runs. */
run();
