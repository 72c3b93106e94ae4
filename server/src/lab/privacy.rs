use crate::privacy::{Class, Table};

/// Questions are the team's own, or customers' without personal data; they are sealed all the same.
pub const TABLES: &[Table] = &[
    Table { name: "lab_sets", class: Class::Tenant, personal: &[], sealed: &["name_sealed"] },
    Table { name: "lab_cases", class: Class::Tenant, personal: &[], sealed: &["case_sealed"] },
    Table { name: "lab_runs", class: Class::Tenant, personal: &[], sealed: &["change_sealed"] },
    Table { name: "lab_results", class: Class::Tenant, personal: &[], sealed: &["result_sealed"] },
];
