import { cloudfront } from "./cloudfront";
import { stripe } from "./stripe";
import { supabase } from "./supabase";
import { vercel } from "./vercel";

/** Everything that sends logs to the store. */
export const logSources = [vercel, supabase, cloudfront, stripe] as const;
