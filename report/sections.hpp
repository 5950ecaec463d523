// The sections of the report, in the order they stand on the page. Each writes nothing when the results hold
// nothing for it, unless the lack itself has to be said.
#pragma once

#include "report/page.hpp"

namespace carepath::report {

void add_findings(Page& page);      // what we found, in sentences made from the numbers
void add_pathways(Page& page);      // the maps
void add_main_figure(Page& page);   // list size and main share over time
void add_kpis(Page& page);          // all figures with paired differences and targets
void add_targets(Page& page);       // how far from each target, and who answers for it
void add_worths(Page& page);        // what each option spends and achieves
void add_paybacks(Page& page);      // from which month on each option has spent no more
void add_gains(Page& page);         // who gains and who loses
void add_waits(Page& page);         // histograms of durations
void add_week_bands(Page& page);    // the waiting list by weeks waited
void add_equity(Page& page);        // figures by group and the gap between groups
void add_settings(Page& page);      // where the work is done
void add_capacity(Page& page);      // freed, released, stranded
void add_shifts(Page& page);        // what leaves hospital, and what appears elsewhere
void add_resources(Page& page);     // capacity, load, queues
void add_uncertainty(Page& page);   // what is uncertain about the inputs, and what that does
void add_controls(Page& page);      // figures adjusted by control variates
void add_about(Page& page);         // what the scenario says of itself
void add_assumptions(Page& page);   // what was assumed, and on what evidence
void add_changes(Page& page);       // what each variant changes, and the need checks
void add_certainty(Page& page);     // how sure we are
void add_stress(Page& page);        // the STRESS-DES list
void add_sweep_maps(Page& page);    // of a sweep: the main figures over the coordinates that matter most
void add_sweep_targets(Page& page); // of a sweep: which points meet the targets
void add_sweep_points(Page& page);  // of a sweep: all points in one table
void add_reproduction(Page& page);  // scenario texts, seed, versions

} // namespace carepath::report
