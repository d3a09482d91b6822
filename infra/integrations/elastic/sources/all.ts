import { cloudfront } from "./cloudfront";
import { stripe } from "./stripe";
import { supabase } from "./supabase";
import { vercel } from "./vercel";
import { vercelInsights } from "./vercel-insights";

/** Everything that sends logs to the store. */
export const logSources = [vercel, vercelInsights, supabase, cloudfront, stripe] as const;
