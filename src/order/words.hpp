// The words that coded fields have where the meaning is known: one vocabulary for maps, ERP and rules.
//
// Never a closed list: a code without a word here passes as the partner sent it. Words are added, not
// renamed; they are part of the published JSON.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace transom::words {

template <std::size_t N>
struct Text {
  char data[N];
  constexpr Text(const char (&text)[N]) { std::copy_n(text, N, data); }  // NOLINT: a literal as argument
};

// The words of a text, split at its blanks while compiling. By plain loops: with its checks for null compiled
// in, g++ 12 does not take string_view::find for a constant expression.
template <Text T>
inline constexpr auto list = [] {
  constexpr auto blanks = static_cast<std::size_t>(std::count(std::begin(T.data), std::end(T.data), ' '));
  std::array<std::string_view, blanks + 1> words;
  std::size_t start = 0;
  for (auto& word : words) {
    auto end = start;
    while (T.data[end] != ' ' && T.data[end] != '\0') ++end;
    word = std::string_view(T.data + start, end - start);
    start = end + 1;
  }
  return words;
}();

inline constexpr auto& order_type = list<
    "stand_alone blanket blanket_estimated release drop_ship direct_ship new reorder rush emergency "
    "special promotion new_store standing consignment sample confirmation change supply_or_service "
    "bill_and_hold catalog contract information mutually_defined">;
inline constexpr auto& purpose = list<
    "original cancel add delete change replace confirmation duplicate status resubmission "
    "cancel_to_reissue reissue information_copy draft proposed original_no_answer">;
inline constexpr auto& acknowledgment_wanted =
    list<"with_detail with_detail_on_change exceptions_only without_detail none">;
inline constexpr auto& id_kind = list<
    "buyer_part vendor_part manufacturer_part upc upc_case ean_13 gtin_14 sku isbn "
    "buyer_catalog vendor_catalog manufacturer style vendor_style buyer_style color size revision "
    "serial lot ndc commodity model country_of_origin">;
inline constexpr auto& party_role = list<
    "buyer ship_to bill_to vendor seller ship_from remit_to store mark_for deliver_to "
    "final_destination consignee carrier manufacturer sold_to supplier payer warehouse end_user "
    "customs_broker freight_forwarder notify ordered_by receiving_location return_to agent "
    "intermediate_consignee">;
inline constexpr auto& party_id_kind =
    list<"duns duns_plus_4 assigned_by_buyer assigned_by_seller scac gln tax_id mutually_defined iata">;
inline constexpr auto& date_kind = list<
    "ship_not_before ship_no_later deliver_not_before deliver_no_later cancel_after "
    "cancel_if_not_delivered_by requested_delivery requested_ship requested_pick_up required_by "
    "shipped delivered estimated_delivery promised_delivery promised_ship scheduled_delivery "
    "scheduled_ship current_schedule_delivery current_schedule_ship ordered effective expiration "
    "promotion_start promotion_end must_arrive_by ship_week_of available contract_effective "
    "contract_expiration">;
inline constexpr auto& reference_kind = list<
    "department vendor_number buyer_number contract order release internal_vendor customer_reference "
    "customer_order vendor_order bill_of_lading account promotion division job store merchandise_type "
    "quote requisition ship_notice invoice tax_exempt appointment mutually_defined shipment "
    "pro_number work_order serial lot batch">;
inline constexpr auto& note_kind = list<"general">;
inline constexpr auto& contact_role = list<
    "buyer ordering delivery receiving accounts_payable accounts_receivable information sales "
    "shipping customer_service edi emergency">;
inline constexpr auto& number_kind =
    list<"telephone fax email mobile extension url work_telephone home_telephone edi">;
inline constexpr auto& price_basis = list<
    "per_each per_unit per_ten per_dozen per_hundred per_thousand per_ten_thousand per_hundred_thousand "
    "per_pound per_ounce per_ton per_gram per_kilogram per_liter per_foot per_hundred_feet "
    "per_thousand_feet per_yard catalog_per_each catalog_per_dozen catalog_per_hundred "
    "catalog_per_thousand contract_per_each contract_per_dozen contract_per_hundred contract_per_thousand "
    "quoted_per_each quoted_per_hundred quoted_per_thousand retail_per_each retail_per_dozen "
    "retail_per_hundred retail_per_thousand wholesale_per_each wholesale_per_dozen wholesale_per_hundred "
    "wholesale_per_thousand catalog contract current fixed net no_charge quoted retail standard wholesale "
    "to_be_negotiated">;
inline constexpr auto& price_kind = list<
    "catalog contract list net retail suggested_retail wholesale unit_cost quantity_break promotional "
    "resale free_goods distributor estimated invoice minimum_order maximum_order">;
inline constexpr auto& description_kind = list<
    "color product pattern fabric finish grade quality vendor_size vendor_color buyer_size "
    "buyer_color general_product_form">;
inline constexpr auto& description_form = list<"free coded both">;
inline constexpr auto& measurement_kind =
    list<"length width height depth gross_weight net_weight weight volume thickness diameter">;
inline constexpr auto& quantity_kind = list<"ordered minimum cumulative shipped backordered discrete">;
inline constexpr auto& amount_kind = list<"total line_total net gross">;
inline constexpr auto& direction = list<"credit debit">;
inline constexpr auto& allowance_charge =
    list<"allowance charge no_allowance_or_charge promotion charge_request allowance_request service">;
inline constexpr auto& percent_basis = list<"item_list_cost item_net_cost gross net base_price">;
inline constexpr auto& method = list<
    "bill_back off_invoice vendor_check credit_account paid_by_vendor paid_by_customer optional "
    "off_gross_quantity issued_by_vendor provide_amount information_only add_to_invoice collect prepaid "
    "mutually_defined">;
inline constexpr auto& tax_kind = list<
    "state_sales county_sales city_sales federal_excise goods_and_services provincial_sales "
    "value_added all">;
inline constexpr auto& tax_exempt = list<"exempt not_exempt exempt_for_resale exempt_for_export">;
inline constexpr auto& terms_kind = list<
    "basic end_of_month fixed_date deferred discount_not_applicable mixed extended basic_discount proximo "
    "previously_agreed on_receipt cash_on_delivery prepaid letter_of_credit consignment no_charge "
    "mutually_defined">;
inline constexpr auto& terms_basis = list<
    "ship_date delivery_date invoice_date specified_date invoice_receipt receipt_of_goods "
    "anticipated_delivery effective_date order_date">;
inline constexpr auto& freight_payment = list<
    "prepaid collect prepaid_and_charge prepaid_by_seller third_party paid_by_buyer paid_by_seller "
    "pick_up collect_freight_credited defined_by_buyer_and_seller mixed no_charge">;
inline constexpr auto& location_kind =
    list<"origin destination city state port_of_entry port_of_loading factory warehouse delivery_location">;
inline constexpr auto& mode = list<
    "motor less_than_truckload air air_express ocean rail parcel private_parcel intermodal "
    "customer_pickup best_way supplier_truck expedited_truck contract_carrier consolidation pipeline "
    "barge">;
inline constexpr auto& routing_sequence = list<"origin first second origin_to_destination">;
inline constexpr auto& weight_kind = list<"gross net estimated billed">;
inline constexpr auto& relationship = list<"included substitute information delete add">;
inline constexpr auto& mark_kind = list<"sscc shipper_assigned package_id">;
inline constexpr auto& hierarchy = list<"pick_and_pack standard_pack pack_over_orders no_packs">;
inline constexpr auto& equipment = list<"trailer container refrigerated_container rail_car chassis tractor">;
inline constexpr auto& invoice_type =
    list<"debit credit debit_memo credit_memo product consolidated final prepaid rebill">;
inline constexpr auto& sales_condition =
    list<"no_back_order ship_complete ship_partial back_order_if_out_of_stock ship_as_soon_as_possible">;
inline constexpr auto& contract_type = list<"cost_plus fixed_price time_and_materials">;
inline constexpr auto& answer_to = list<"order_change">;
inline constexpr auto& line_change = list<
    "add_item delete_item change_item quantity_decrease quantity_increase price_change price_quantity_change "
    "price_reschedule reschedule_quantity reschedule change_dates change_date_terms replace_dates "
    "change_terms change_line_charges change_total_charges replace_shipment_mode replace_item "
    "replace_item_modified replace_values no_change cancel_order reject_change transfer_item given">;
inline constexpr auto& response_kind = list<
    "accepted accepted_with_changes acknowledged exceptions_only acknowledged_held rejected "
    "rejected_exceptions_only counter_offer not_as_agreed violates_practice none_needed replenishment "
    "mutually_defined">;
inline constexpr auto& answer_status = list<
    "accepted accepted_with_changes accepted_and_shipped accepted_and_released "
    "accepted_partial_backordered rescheduled backordered price_changed quantity_changed price_pending "
    "schedule_pending substituted on_hold on_hold_incomplete_description on_hold_waiver_required deleted "
    "rejected not_on_contract invalid_item invalid_unit not_available forwarded reorder_just_in_time "
    "reorder_drop_ship reorder_surge reorder_from_office">;

}  // namespace transom::words
